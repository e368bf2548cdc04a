package import PostgresClient

/// The ledger's tables in a tenant's schema.
package enum LedgerSchema {
    package static let feature = "ledger"

    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func migrations() throws -> [MigrationFile] {
        try [
            MigrationFile(
                feature: feature, number: 1, name: "ledger",
                sql: SQLFile(embedded: PackageResources._001_ledger_sql))
        ]
    }
}
