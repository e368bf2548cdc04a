import Foundation
import Testing

@testable import PostgresClient

@Suite(.serialized)
struct `The migrator` {
    private typealias Place = MigratorPlayground

    @Test func `applies what is pending and then nothing`() async throws {
        try await Place.use { place in
            let one = ["CREATE TABLE a (x int)"]
            let first = try await place.migrate(one)
            #expect(first == ["f/0001_step"])
            #expect(try await place.migrate(one) == [])
            let more = one + ["CREATE TABLE b (x int)", "DROP TABLE b"]
            #expect(try await place.migrate(more) == ["f/0002_step", "f/0003_step"])
            #expect(try await place.count("schema_migration") == 3)
            #expect(try await place.count("a") == 0)
        }
    }

    @Test func `keeps schemas apart`() async throws {
        try await Place.use { place in
            let other = try Identifier("other")
            try await place.pool.execute("CREATE SCHEMA other")
            #expect(try await place.migrate(["CREATE TABLE a (x int)"]).count == 1)
            #expect(try await place.migrate(["CREATE TABLE a (x int)"], in: other).count == 1)
        }
    }

    @Test func `refuses a step that was changed after it was applied`() async throws {
        try await Place.use { place in
            _ = try await place.migrate(["CREATE TABLE a (x int)"])
            let expected = MigrationError.changed("f/0001_step")
            await #expect(throws: expected) {
                try await place.migrate(["CREATE TABLE a (x bigint)"])
            }
        }
    }

    @Test func `refuses a schema of a newer program`() async throws {
        try await Place.use { place in
            _ = try await place.migrate(["CREATE TABLE a (x int)", "CREATE TABLE b (x int)"])
            let expected = MigrationError.newerDatabase("f/2_step")
            await #expect(throws: expected) {
                try await place.migrate(["CREATE TABLE a (x int)"])
            }
            #expect(expected.userMessage.hasPrefix("This database was written by a newer version"))
        }
    }

    @Test func `refuses a record with a hole`() async throws {
        try await Place.use { place in
            let steps = ["CREATE TABLE a (x int)", "CREATE TABLE b (x int)"]
            _ = try await place.migrate(steps)
            try await place.pool.execute("DELETE FROM books.schema_migration WHERE number = 1")
            let expected = MigrationError.recordDamaged("f/0001_step")
            await #expect(throws: expected) { try await place.migrate(steps) }
        }
    }

    @Test func `rolls a failing step back whole and goes on after it is mended`() async throws {
        try await Place.use { place in
            _ = try await place.migrate(["CREATE TABLE a (x int)"])
            let broken = [
                "CREATE TABLE a (x int)", "CREATE TABLE b (x int)",
                "CREATE TABLE c (x int); INSERT INTO a VALUES (1); SELECT 1 / 0",
            ]
            let error = await #expect(throws: MigrationError.self) {
                try await place.migrate(broken)
            }
            #expect(error?.code == "migration_failed")
            #expect(error?.diagnostic.contains("22012") == true)
            #expect(try await place.count("a") == 0)
            // The step before it has a transaction of its own.
            #expect(try await place.count("schema_migration") == 2)
            let mended = Array(broken.dropLast()) + ["CREATE TABLE c (x int)"]
            #expect(try await place.migrate(mended) == ["f/0003_step"])
        }
    }

    @Test func `fills an empty schema in one transaction`() async throws {
        try await Place.use { place in
            let broken = ["CREATE TABLE a (x int)", "SELECT 1 / 0"]
            await #expect(throws: MigrationError.self) { try await place.migrate(broken) }
            let tables: Rows = try await place.pool.query(
                "SELECT 1 FROM pg_tables WHERE schemaname = 'books'")
            #expect(tables.isEmpty)
        }
    }

    @Test func `waits for another migrator and doubles nothing`() async throws {
        try await Place.use { place in
            let steps = (0..<6).map { "CREATE TABLE t\($0) (x int); SELECT pg_sleep(0.02)" }
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await place.migrate(steps).count }
                }
                return try await group.reduce(0, +)
            }
            #expect(counts == 6)
            #expect(try await place.count("schema_migration") == 6)
        }
    }

    @Test func `works for the role that owns the schema`() async throws {
        try await Place.use { place in
            try await place.pool.execute("CREATE ROLE books_owner")
            try await place.pool.execute("ALTER SCHEMA books OWNER TO books_owner")
            let owner = try Identifier("books_owner")
            let plan = try await place.plan(["CREATE TABLE a (x int)"])
            let migrator = Migrator(schema: place.schema, plan: plan, role: owner)
            try await place.pool.withConnection { connection in
                #expect(try migrator.pendingTitles(on: connection) == ["f/0001_step"])
                try migrator.migrate(connection)
                #expect(try migrator.pendingTitles(on: connection) == [])
            }
            let owners = try await place.pool.query(
                """
                SELECT count(*) FROM pg_tables
                WHERE schemaname = 'books' AND tableowner = 'books_owner'
                """)
            let count = try owners.first?.int64(0)
            #expect(count == 2)
        }
    }

    @Test func `makes a tenant whole or not at all within an open transaction`() async throws {
        try await Place.use { place in
            let plan = try await place.plan((0..<25).map(Self.table))
            let tenant = try Identifier("tenant_one")
            let migrator = Migrator(schema: tenant, plan: plan)
            let elapsed = try await ContinuousClock().measure {
                try await place.pool.withConnection { connection in
                    try connection.transaction { connection in
                        try connection.execute("CREATE SCHEMA tenant_one")
                        try migrator.run(on: connection)
                    }
                }
            }
            // The usual figure is below 0.2 s; a busy machine gets time.
            #expect(elapsed < .seconds(5))
            #expect(try await place.count("schema_migration", in: tenant) == 25)
        }
    }

    private static func table(_ number: Int) -> String {
        """
        CREATE TABLE t\(number) (
            id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a text NOT NULL UNIQUE,
            b bigint NOT NULL CHECK (b > 0), c date NOT NULL);
        CREATE INDEX t\(number)_c ON t\(number) (c, b);
        """
    }

    @Test func `reports each step after it is committed`() async throws {
        try await Place.use { place in
            _ = try await place.migrate(["CREATE TABLE a (x int)"])
            let plan = try await place.plan(["CREATE TABLE a (x int)", "SELECT 2", "SELECT 3"])
            let migrator = Migrator(schema: place.schema, plan: plan)
            let titles = try await place.pool.withConnection { connection in
                var titles: [String] = []
                try migrator.migrate(connection) { titles.append($0.title) }
                return titles
            }
            #expect(titles == ["f/0002_step", "f/0003_step"])
        }
    }
}
