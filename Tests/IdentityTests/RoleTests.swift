import Tenancy
import Testing

@testable import Identity

@Suite struct `A role` {
    private static let working: [Permission] = [
        .readReceivables, .writeNotes, .postReceivables, .importData,
    ]

    @Test(arguments: [
        (Role.viewer, [Permission.readReceivables]),
        (.collector, [.readReceivables, .writeNotes]),
        (.service, working),
        (.accountant, working + [.readMembers]),
        (
            .admin,
            working + [
                .readMembers, .manageMembers, .manageKeys, .manageWebhooks, .manageJobs,
                .manageSecurity, .readAudit,
            ]
        ),
        (.owner, Permission.allCases),
    ])
    func `may do what its column of the table says`(_ role: Role, _ allowed: [Permission]) {
        #expect(role.permissions == Set(allowed))
    }

    @Test func `may always read`() {
        #expect(Role.allCases.allSatisfy { $0.permissions.contains(.readReceivables) })
    }

    @Test func `finds every permission once in the table`() {
        #expect(RoleTable.rows.count == Permission.allCases.count)
        #expect(Set(RoleTable.rows.map(\.permission)) == Set(Permission.allCases))
    }
}
