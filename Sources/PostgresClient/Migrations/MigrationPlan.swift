/// A set of steps with their checksums: made once, used for any number of schemas.
package struct MigrationPlan: Sendable {
    struct Step: Sendable {
        let file: MigrationFile
        /// The SHA-256 of the file's text, in hexadecimal.
        let checksum: String
    }

    let steps: [Step]

    /// Has the server compute the checksums, which spares us a library for them.
    package init(
        _ set: MigrationSet, on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        let rows = try connection.query(
            """
            SELECT encode(sha256(convert_to(sql, 'UTF8')), 'hex')
            FROM unnest(\(set.files.map(\.sql.text))) WITH ORDINALITY AS f (sql, no) ORDER BY no
            """)
        let checksums = try rows.map { row throws(PostgresError) in try row.string(0) }
        steps = zip(set.files, checksums).map { Step(file: $0, checksum: $1) }
    }

    /// What is left to do for a schema with these steps applied, in order.
    ///
    /// - Throws: `changed`, `newerDatabase`, `recordDamaged`.
    func pending(after applied: [AppliedMigration]) throws(MigrationError) -> [Step] {
        for record in applied {
            guard let step = steps.first(where: { record.isOf($0.file) }) else {
                throw .newerDatabase("\(record.feature)/\(record.number)_\(record.name)")
            }
            guard step.checksum == record.checksum else { throw .changed(step.file.title) }
        }
        let pending = steps.filter { step in !applied.contains { $0.isOf(step.file) } }
        for step in pending {
            let isPassed = applied.contains {
                $0.feature == step.file.feature && $0.number > step.file.number
            }
            if isPassed { throw .recordDamaged(step.file.title) }
        }
        return pending
    }
}
