internal import Synchronization

/// A set's plan, made when it is first needed: for the many schemas that one program brings up to
/// date, each of which would send the whole text of the set for its checksums.
package final class MigrationPlanner: Sendable {
    package let set: MigrationSet
    private let made = Mutex<MigrationPlan?>(nil)

    package init(_ set: MigrationSet) {
        self.set = set
    }

    package func plan(
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MigrationPlan {
        if let plan = made.withLock({ $0 }) { return plan }
        let plan = try MigrationPlan(set, on: connection)
        made.withLock { $0 = plan }
        return plan
    }
}
