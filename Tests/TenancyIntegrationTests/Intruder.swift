import BooksTestSupport
import Glibc
import Kernel
import PostgresClient
import Synchronization
import Tenancy

/// Somebody who got hold of a login that is a member of one tenant's role only.
struct Intruder: Sendable {
    private static let numbers = Atomic<Int>(0)

    let pool: PostgresPool
    let tenant: Tenant
    let role: String
    let name: Identifier

    /// Lends the body such a login, which is dropped afterwards.
    static func use(
        _ installation: InstallationFixture, memberOf tenant: Tenant,
        _ body: (Intruder) async throws -> Void
    ) async throws {
        try await use(installation, as: tenant.role.name, of: tenant, body)
    }

    /// The same with a role of the tenant's.
    static func use(
        _ installation: InstallationFixture, as role: String, of tenant: Tenant,
        _ body: (Intruder) async throws -> Void
    ) async throws {
        let number = numbers.add(1, ordering: .relaxed).newValue
        let name = try Identifier("intruder_\(getpid())_\(number)")
        let granted = try Identifier(role)
        try await installation.administer { connection in
            try connection.execute("CREATE ROLE \(identifier: name) LOGIN NOINHERIT")
            try connection.execute("GRANT \(identifier: granted) TO \(identifier: name)")
        }
        let pool = try installation.pool(as: name.name)
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(
                    Intruder(pool: pool, tenant: tenant, role: role, name: name)))
        } catch {
            result = .failure(error)
        }
        await pool.shutdown()
        try await installation.administer { connection in
            try connection.execute("DROP OWNED BY \(identifier: name)")
            try connection.execute("DROP ROLE \(identifier: name)")
        }
        try result.get()
    }

    /// Runs statements as the login itself.
    func attempt(_ statements: String...) async throws -> SQLState? {
        try await outcome(statements)
    }

    /// Runs statements as the role of the tenant's, as a request of the tenant does.
    func attemptAsTenant(_ statements: String...) async throws -> SQLState? {
        try await outcome(["SET LOCAL ROLE \(role)"] + statements)
    }

    /// The state with which the server refused; nil when it did not. Whatever was done is rolled
    /// back, so that attempts do not disturb each other.
    private func outcome(_ statements: [String]) async throws -> SQLState? {
        let script = try SQLFile(embedded: Array(statements.joined(separator: "; ").utf8))
        do {
            try await pool.transaction { connection in
                try connection.runScript(script)
                throw Undo()
            }
        } catch is Undo {
            return nil
        } catch let error as PostgresError {
            guard let state = error.sqlState else { throw error }
            return state
        }
        return nil
    }

    private struct Undo: Error {}
}
