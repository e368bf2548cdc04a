package import PostgresClient

/// The shared tables of people, memberships and sessions.
package enum IdentitySchema {
    package static let feature = "identity"

    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func migrations() throws -> [MigrationFile] {
        try [
            MigrationFile(
                feature: feature, number: 1, name: "identity",
                sql: SQLFile(embedded: PackageResources._001_identity_sql)),
            MigrationFile(
                feature: feature, number: 2, name: "second_factor",
                sql: SQLFile(embedded: PackageResources._002_second_factor_sql)),
            MigrationFile(
                feature: feature, number: 3, name: "mail_and_oidc",
                sql: SQLFile(embedded: PackageResources._003_mail_and_oidc_sql)),
            MigrationFile(
                feature: feature, number: 4, name: "versions",
                sql: SQLFile(embedded: PackageResources._004_versions_sql)),
        ]
    }
}
