import Demo
import Tenancy

/// Brings the demonstration company up to today before the server answers.
package struct DemoSetup: Sendable {
    let loader: DemoLoader

    package init(_ database: Database) {
        let services = Services(database)
        loader = DemoLoader(
            database: TenantDatabase(pool: database.pool), tenants: services.tenants)
    }

    /// - Parameter progress: called with how many months of the story are done, of how many.
    package func run(progress: @Sendable (_ done: Int, _ total: Int) -> Void) async throws {
        _ = try await loader.ensure { progress($0.monthsDone, $0.monthsTotal) }
    }
}
