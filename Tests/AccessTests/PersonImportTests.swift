import App
import Foundation
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// What somebody began goes on while they are erased, and would write their name when it ends.
@Suite struct `Somebody who is erased while they import` {
    private static let email = "zora.quill@example.com"

    /// Themselves, and a program with a key that bears their name.
    private static func scopes(_ site: AccessSite) async throws -> [Scope] {
        let services = site.services
        let address = try EmailAddress(email)
        _ = try await services.users.grant(
            address, name: nil, role: .admin, in: site.scope.tenant, password: nil, at: .now())
        let scope = try await services.members.scope(
            of: address, in: nil, of: services.directory)
        let made = try await services.keys.create(
            scope, name: "Zora Quill's script", permissions: [.readReceivables, .importData],
            days: 1, at: .now())
        let holder = try #require(try await services.keys.find(made.secret, at: .now()))
        return [
            scope,
            Scope(
                tenant: scope.tenant, actor: .program(id: holder.id, name: holder.name),
                grant: holder.grant),
        ]
    }

    private static func actors(_ site: AccessSite) async throws -> Set<String> {
        let schema = site.scope.tenant.schema
        return Set(
            try await site.owner.query(
                "SELECT actor FROM \(identifier: schema).ar_import"
            ).map { try $0.string(0) })
    }

    @Test func `has nothing stored after it`() async throws {
        try await AccessSite.use { site in
            let path = "\(site.directory)/erased.csv"
            for (number, scope) in try await Self.scopes(site).enumerated() {
                let list = """
                    Customer,Invoice No,Invoice Date,Due Date,Amount
                    Ann,before-\(number),2026-07-01,2026-07-31,100.00
                    """
                try Data(list.utf8).write(to: URL(filePath: path))
                _ = try await site.services.imports.run(scope, ImportRequest(path: path))
            }
            let begun = try await Self.scopes(site)
            #expect(try await Self.actors(site).contains(Self.email))
            _ = try await site.services.people.erase(EmailAddress(Self.email))
            let left = try await Self.actors(site)
            #expect(!left.contains { $0.lowercased().contains("zora") })
            let list = """
                Customer,Invoice No,Invoice Date,Due Date,Amount
                Ann,after,2026-07-01,2026-07-31,100.00
                """
            try Data(list.utf8).write(to: URL(filePath: path))
            for scope in begun {
                await #expect(throws: TenancyError.self) {
                    _ = try await site.services.imports.run(scope, ImportRequest(path: path))
                }
            }
            #expect(try await Self.actors(site) == left)
            _ = try await site.services.imports.run(site.scope, ImportRequest(path: path))
        }
    }
}
