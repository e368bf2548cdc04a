package import PostgresClient

/// The tables that all tenants share.
package enum TenancySchema {
    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func migrations() throws -> [MigrationFile] {
        try [
            MigrationFile(
                feature: "tenancy", number: 1, name: "shared",
                sql: SQLFile(embedded: PackageResources._001_shared_sql)),
            MigrationFile(
                feature: "tenancy", number: 2, name: "audit",
                sql: SQLFile(embedded: PackageResources._002_audit_sql)),
            MigrationFile(
                feature: "tenancy", number: 3, name: "tenants",
                sql: SQLFile(embedded: PackageResources._003_tenants_sql)),
            MigrationFile(
                feature: "tenancy", number: 4, name: "versions",
                sql: SQLFile(embedded: PackageResources._004_versions_sql)),
        ]
    }
}
