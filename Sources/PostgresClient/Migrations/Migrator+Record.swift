extension Migrator {
    /// Sets the transaction up and waits for other migrators of this schema.
    func prepare(_ connection: isolated PostgresConnection) throws(PostgresError) {
        var statements: [Query] = [
            // A step over a large table may take long, and so may another migrator.
            "SELECT set_config('statement_timeout', '0', true)",
            "SELECT set_config('lock_timeout', '15min', true)",
            "SELECT set_config('client_min_messages', 'warning', true)",
            // Temporary tables last: a function that keeps this path must not be fooled by them.
            "SELECT set_config('search_path', \(schema.quoted + ", pg_temp"), true)",
        ]
        if !checksFunctions {
            statements.append("SELECT set_config('check_function_bodies', 'off', true)")
        }
        statements += settings.map { "SELECT set_config(\($0.name), \($0.value), true)" }
        statements += roleSetting
        statements += [
            """
            SELECT pg_advisory_xact_lock(
                hashtextextended('countinghouse.migrate.' || \(schema.name)::text, 0))
            """,
            // Readers and writers queue up behind a step that waits for a table.
            "SELECT set_config('lock_timeout', '30s', true)",
        ]
        _ = try connection.pipeline(statements)
    }

    var roleSetting: [Query] {
        role.map { ["SELECT set_config('role', \($0.name), true)"] } ?? []
    }

    /// What the schema has; nil when it has no record yet.
    func record(_ connection: isolated PostgresConnection) throws -> [AppliedMigration]? {
        let table = schema.quoted + ".schema_migration"
        let exists = try connection.query("SELECT to_regclass(\(table)) IS NOT NULL")
        guard let row = exists.first, try row.decode(0, as: Bool.self) else { return nil }
        return try connection.query(
            """
            SELECT feature, number, name, checksum
            FROM \(identifier: schema).schema_migration ORDER BY feature, number
            """
        ).map(AppliedMigration.init(row:))
    }

    func createRecord(_ connection: isolated PostgresConnection) throws(PostgresError) {
        try connection.execute(
            """
            CREATE TABLE \(identifier: schema).schema_migration (
                feature    varchar(100) NOT NULL,
                number     bigint       NOT NULL,
                name       varchar(250) NOT NULL,
                checksum   varchar(64)  NOT NULL,
                applied_at timestamptz  NOT NULL DEFAULT now(),
                PRIMARY KEY (feature, number)
            )
            """)
    }

    func note(
        _ steps: [MigrationPlan.Step], on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        let files = steps.map(\.file)
        try connection.execute(
            """
            INSERT INTO \(identifier: schema).schema_migration (feature, number, name, checksum)
            SELECT feature, number, name, checksum
            FROM unnest(
                \(files.map(\.feature)), \(files.map { Int64($0.number) }),
                \(files.map(\.name)), \(steps.map(\.checksum))
            ) AS f (feature, number, name, checksum)
            """)
    }
}
