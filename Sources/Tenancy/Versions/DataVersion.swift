/// What a tenant's data, or what all tenants share, was at: equal versions, equal data.
package struct DataVersion: Hashable, Sendable {
    /// When the database server began, in microseconds since 1970: after it was set back to an
    /// earlier state, numbers that were given before come again.
    package let epoch: Int64
    /// Transactions that changed the data.
    package let changes: Int64

    package init(epoch: Int64, changes: Int64) {
        self.epoch = epoch
        self.changes = changes
    }
}
