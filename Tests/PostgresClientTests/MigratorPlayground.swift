import Testing

@testable import PostgresClient

/// A fresh cluster with an empty schema `books` and a pool.
struct MigratorPlayground: Sendable {
    let pool: PostgresPool
    let schema: Identifier

    static func use(_ body: (MigratorPlayground) async throws -> Void) async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let address = cluster.connectionString(database: "postgres", user: "postgres")
            let pool = try PostgresPool(PoolConfiguration(connectionString: address))
            try await pool.execute("CREATE SCHEMA books")
            try await body(MigratorPlayground(pool: pool, schema: Identifier("books")))
            await pool.shutdown()
            try await cluster.detach()
        }
    }

    /// A plan whose steps are these texts, of a feature called `f`.
    func plan(_ texts: [String]) async throws -> MigrationPlan {
        let files = try texts.enumerated().map { index, text in
            MigrationFile(
                feature: "f", number: index + 1, name: "step",
                sql: try SQLFile(embedded: Array(text.utf8)))
        }
        let set = try MigrationSet(files)
        return try await pool.withConnection { connection in
            try MigrationPlan(set, on: connection)
        }
    }

    /// Migrates and returns the titles of what was applied.
    func migrate(_ texts: [String], in schema: Identifier? = nil) async throws -> [String] {
        let migrator = Migrator(schema: schema ?? self.schema, plan: try await plan(texts))
        return try await pool.withConnection { connection in
            try migrator.migrate(connection).map(\.title)
        }
    }

    func count(_ table: String, in schema: Identifier? = nil) async throws -> Int64 {
        let (place, name) = (schema ?? self.schema, try Identifier(table))
        let rows = try await pool.query(
            "SELECT count(*) FROM \(identifier: place).\(identifier: name)")
        return try rows.first?.int64(0) ?? -1
    }
}
