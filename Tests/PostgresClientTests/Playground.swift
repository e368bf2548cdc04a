import Kernel
import PostgresClient
import TestSupport
import Testing

/// Pools on the process's test server, closed after the body.
enum Playground {
    @discardableResult
    static func withPool<R: Sendable>(
        connections: Int = 4, _ adjust: (inout PoolConfiguration) -> Void = { _ in },
        _ body: (PostgresPool) async throws -> R
    ) async throws -> R {
        var configuration = TestCluster.shared.configuration()
        configuration.maxConnections = connections
        adjust(&configuration)
        return try await withPool(configuration, body)
    }

    @discardableResult
    static func withPool<R: Sendable>(
        _ configuration: PoolConfiguration, _ body: (PostgresPool) async throws -> R
    ) async throws -> R {
        let pool = try PostgresPool(configuration)
        do {
            let result = try await body(pool)
            await pool.shutdown()
            return result
        } catch {
            await pool.shutdown(grace: .zero)
            throw error
        }
    }

    /// Runs a statement that must succeed.
    static func expectWorking(
        _ pool: PostgresPool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try await pool.query("SELECT 42::int8")
        let answer = try rows.single().int64(0)
        #expect(answer == 42, sourceLocation: sourceLocation)
    }

    /// The `PostgresError` that a body ends with.
    static func failure<R: Sendable>(
        _ body: () async throws -> R, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> PostgresError? {
        do {
            _ = try await body()
            Issue.record("No error was thrown.", sourceLocation: sourceLocation)
            return nil
        } catch {
            guard let failure = error as? PostgresError else {
                Issue.record("Another error: \(error)", sourceLocation: sourceLocation)
                return nil
            }
            return failure
        }
    }
}
