package import PostgresClient

/// The shared tables of jobs and schedules.
package enum JobsSchema {
    package static let feature = "jobs"

    /// - Throws: `PostgresError.unreadableFile` for a damaged build.
    package static func migrations() throws -> [MigrationFile] {
        [
            MigrationFile(
                feature: feature, number: 1, name: "jobs",
                sql: try SQLFile(embedded: PackageResources._001_jobs_sql))
        ]
    }
}
