import Kernel
package import PostgresClient
package import Tenancy

/// The receivables' tables in a tenant's schema.
package enum ReceivablesSchema {
    package static let feature = "receivables"

    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func migrations() throws -> [MigrationFile] {
        let files: [(String, [UInt8])] = [
            ("tables", PackageResources._001_tables_sql),
            ("posting", PackageResources._002_posting_sql),
            ("settling", PackageResources._003_settling_sql),
            ("corrections", PackageResources._004_corrections_sql),
            ("rollups", PackageResources._005_rollups_sql),
            ("rights", PackageResources._006_rights_sql),
            ("import", PackageResources._007_import_sql),
            ("import_applications", PackageResources._008_import_applications_sql),
            ("import_storing", PackageResources._009_import_storing_sql),
            ("import_allocating", PackageResources._010_import_allocating_sql),
            ("import_records", PackageResources._011_import_records_sql),
            ("import_comparing", PackageResources._012_import_comparing_sql),
            ("import_balances", PackageResources._013_import_balances_sql),
            ("import_aging", PackageResources._014_import_aging_sql),
            ("import_customers", PackageResources._015_import_customers_sql),
            ("reports", PackageResources._016_reports_sql),
            ("account_pages", PackageResources._017_account_pages_sql),
            ("import_undo", PackageResources._018_import_undo_sql),
            ("import_items", PackageResources._019_import_items_sql),
            ("portfolios", PackageResources._020_portfolios_sql),
            ("api", PackageResources._021_api_sql),
            ("events", PackageResources._022_events_sql),
        ]
        return try files.enumerated().map { index, file in
            MigrationFile(
                feature: feature, number: index + 1, name: file.0,
                sql: try SQLFile(embedded: file.1))
        }
    }

    /// What a new tenant's tables must hold before anything is posted.
    package static func seed(_ tenant: Tenant) -> [Query] {
        [
            """
            INSERT INTO ar_currency (code, decimals)
            SELECT * FROM unnest(\(Currency.known.map(\.code)),
                \(Currency.known.map { Int16($0.decimals) }))
            ON CONFLICT (code) DO NOTHING
            """,
            """
            INSERT INTO ar_setting (base_currency) VALUES (\(tenant.currency.code))
            ON CONFLICT (only_row) DO NOTHING
            """,
        ]
    }
}
