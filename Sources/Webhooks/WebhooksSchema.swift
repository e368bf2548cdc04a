package import PostgresClient

/// The shared table of endpoints, and every tenant's outbox.
package enum WebhooksSchema {
    package static let feature = "webhooks"

    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func sharedMigrations() throws -> [MigrationFile] {
        [
            MigrationFile(
                feature: feature, number: 1, name: "endpoints",
                sql: try SQLFile(embedded: PackageResources._001_endpoints_sql))
        ]
    }

    /// Of a tenant's schema; what changes the books writes into it.
    package static func tenantMigrations() throws -> [MigrationFile] {
        [
            MigrationFile(
                feature: feature, number: 1, name: "outbox",
                sql: try SQLFile(embedded: PackageResources._002_outbox_sql))
        ]
    }
}
