import Tenancy
import Testing

@testable import Identity

@Suite struct `A role` {
    @Test(arguments: [
        (Role.viewer, [Permission.readReceivables]),
        (.collector, [.readReceivables]),
        (.accountant, [.readReceivables, .postReceivables, .importData]),
        (.admin, Permission.allCases),
        (.owner, Permission.allCases),
    ])
    func `may do what its line of the table says`(_ role: Role, _ allowed: [Permission]) {
        #expect(role.permissions == Set(allowed))
    }

    @Test func `may always read`() {
        #expect(Role.allCases.allSatisfy { $0.permissions.contains(.readReceivables) })
    }
}
