import Demo
package import Identity
package import Kernel
import Tenancy

/// Brings the demonstration company up to today before the server answers.
package struct DemoSetup: Sendable {
    /// The demonstration company's owner, who has no password and gets in by a link.
    private static let owner = (email: "owner@demo.example", name: "Demo Owner")

    let loader: DemoLoader
    let services: Services

    package init(_ database: Database) {
        services = Services(database)
        loader = DemoLoader(
            database: TenantDatabase(pool: database.pool), tenants: services.tenants)
    }

    /// - Parameter progress: called with how many months of the story are done, of how many.
    package func run(progress: @Sendable (_ done: Int, _ total: Int) -> Void) async throws {
        _ = try await loader.ensure { progress($0.monthsDone, $0.monthsTotal) }
    }

    /// Makes the owner of the demonstration company, if need be, and a link that logs the owner
    /// in once.
    package func loginLink(at now: Instant = .now()) async throws -> SecretToken {
        let email = try EmailAddress(Self.owner.email)
        let tenant = try await services.directory.resolve(DemoLoader.tenantName)
        _ = try await services.users.grant(
            email, name: Self.owner.name, role: .owner, in: tenant, password: nil, at: now)
        return try await services.users.loginLink(email, at: now)
    }
}
