import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `A tenant's role` {
    private static func use(
        _ body: (InstallationFixture, Intruder) async throws -> Void
    ) async throws {
        try await Books.use { books in
            let customer = try await books.customer("a")
            _ = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            try await Intruder.use(books.installation, memberOf: books.tenant) { intruder in
                try await body(books.installation, intruder)
            }
        }
    }

    /// Statements as requests of the tenant begin them.
    private static func attempt(
        _ intruder: Intruder, _ statement: String,
        recordedAt: String = "clock_timestamp()"
    ) async throws -> SQLState? {
        try await intruder.attemptAsTenant(
            "SET LOCAL search_path TO \(intruder.tenant.schema)",
            "SELECT set_config('countinghouse.recorded_at', (\(recordedAt))::text, true)",
            statement)
    }

    @Test func `can only read the ledger and only add movements`() async throws {
        try await Self.use { installation, intruder in
            let catalog = try await Catalog.read(installation, schema: intruder.tenant.schema.name)
            let ledger = catalog.tables.filter {
                $0.contains(".journal_") || $0.contains(".ledger_")
            }
            #expect(ledger.count == 5)
            for table in ledger + ["ar_entry", "schema_migration"] {
                for statement in [
                    "DELETE FROM \(table)", "TRUNCATE \(table)", "DROP TABLE \(table)",
                    "ALTER TABLE \(table) DISABLE TRIGGER ALL",
                ] {
                    let state = try await Self.attempt(intruder, statement)
                    #expect(state == .insufficientPrivilege, "\(statement)")
                }
            }
            for statement in [
                "UPDATE ar_entry SET amount = 0", "UPDATE ar_entry SET recorded_at = now()",
                "UPDATE journal_line SET amount = 0", "UPDATE journal_entry SET entry_on = now()",
                "UPDATE ledger_balance SET amount = 0", "UPDATE ledger_delta SET amount = 0",
                "UPDATE ledger_account SET name = 'x'",
                "INSERT INTO journal_entry VALUES (1, now(), now(), 1, 1)",
                "INSERT INTO journal_line VALUES (1, now(), 1, 1, 1, now(), 1, 'USD')",
                "INSERT INTO ledger_balance VALUES (1, 'USD', now(), 1, 1)",
                "INSERT INTO ledger_delta VALUES (1, 1, 1, now(), 'USD')",
                "INSERT INTO ledger_account VALUES (99, '9', 'x', 'asset')",
                "DELETE FROM ar_document", "DELETE FROM ar_customer", "TRUNCATE ar_document",
                "ALTER FUNCTION ledger_fold() SECURITY INVOKER",
                """
                CREATE OR REPLACE FUNCTION ledger_fold() RETURNS bigint LANGUAGE sql
                AS 'SELECT 1::bigint'
                """,
            ] {
                let state = try await Self.attempt(intruder, statement)
                #expect(state == .insufficientPrivilege, "\(statement)")
            }
        }
    }

    private static func post(
        lines: [(entry: Int, account: Int, currency: String, amount: Int, base: Int)],
        entries: Int = 1
    ) -> String {
        func list(_ values: [String], _ type: String) -> String {
            "ARRAY[\(values.joined(separator: ", "))]::\(type)[]"
        }
        let numbers = (1...entries).map(String.init)
        return """
            SELECT ledger_post(\(list(numbers.map { "90\($0)" }, "bigint")),
                \(list(numbers.map { _ in "'2026-01-10'" }, "date")),
                \(list(numbers.map { _ in "1" }, "smallint")), \(list(numbers, "bigint")),
                \(list(lines.map { "\($0.entry)" }, "integer")),
                \(list(lines.indices.map { "\($0 + 1)" }, "smallint")),
                \(list(lines.map { "\($0.account)" }, "integer")),
                \(list(lines.map { "'\($0.currency)'" }, "text")),
                \(list(lines.map { "\($0.amount)" }, "bigint")),
                \(list(lines.map { "\($0.base)" }, "bigint")))
            """
    }

    @Test func `posts to the journal what balances and nothing else`() async throws {
        try await Self.use { _, intruder in
            let unbalanced = SQLState("CH100")
            let good = Self.post(lines: [(1, 1, "USD", 5, 5), (1, 3, "USD", -5, -5)])
            #expect(try await Self.attempt(intruder, good) == nil)
            let crossing = Self.post(lines: [
                (1, 1, "EUR", 5, 6), (1, 7, "EUR", -5, -5), (1, 3, "USD", 0, -1),
            ])
            #expect(try await Self.attempt(intruder, crossing) == nil)
            for lines in [
                [(1, 1, "USD", 5, 5)], [(1, 1, "USD", 5, 5), (1, 3, "USD", -5, -4)],
                [(1, 1, "USD", 5, 5), (1, 3, "USD", -4, -5)],
                // In each currency by itself, not across them.
                [(1, 1, "EUR", 5, 5), (1, 3, "USD", -5, -5)],
            ] {
                let state = try await Self.attempt(intruder, Self.post(lines: lines))
                #expect(state == unbalanced, "\(lines)")
            }
            // Two entries that only balance together.
            let together = Self.post(
                lines: [(1, 1, "USD", 5, 5), (2, 3, "USD", -5, -5)], entries: 2)
            #expect(try await Self.attempt(intruder, together) == unbalanced)
            let empty = Self.post(
                lines: [(1, 1, "USD", 5, 5), (1, 3, "USD", -5, -5)], entries: 2)
            #expect(try await Self.attempt(intruder, empty) == SQLState("CH101"))
            let stray = Self.post(lines: [(3, 1, "USD", 5, 5), (3, 3, "USD", -5, -5)])
            #expect(try await Self.attempt(intruder, stray) != nil)
        }
    }

    @Test func `cannot forge accounts, currencies or the time of recording`() async throws {
        try await Self.use { _, intruder in
            let good = Self.post(lines: [(1, 1, "USD", 5, 5), (1, 3, "USD", -5, -5)])
            for time in ["timestamptz '2020-01-01 00:00Z'", "now() + interval '1 hour'"] {
                let state = try await Self.attempt(intruder, good, recordedAt: time)
                #expect(state == SQLState("CH201"), "\(time)")
            }
            for account in ["777", "-1"] {
                let lone = """
                    SELECT ledger_transfer_alike(1::smallint, 1, \(account), 'USD',
                        ARRAY[date '2026-01-10'], ARRAY[1]::bigint[], ARRAY[5]::bigint[],
                        ARRAY[5]::bigint[])
                    """
                #expect(try await Self.attempt(intruder, lone) == SQLState("CH202"))
            }
            let unknown = Self.post(lines: [(1, 777, "USD", 5, 5), (1, 3, "USD", -5, -5)])
            #expect(try await Self.attempt(intruder, unknown) == SQLState("CH202"))
            let pair = """
                SELECT ledger_transfer(ARRAY[date '2026-01-10'], ARRAY[1]::smallint[],
                    ARRAY[1]::bigint[], ARRAY[1], ARRAY[3], ARRAY['us$'], ARRAY[5]::bigint[],
                    ARRAY[5]::bigint[])
                """
            #expect(try await Self.attempt(intruder, pair) == SQLState("CH203"))
        }
    }

    @Test func `cannot divert the journal by temporary tables`() async throws {
        try await Self.use { installation, intruder in
            let schema = intruder.tenant.schema
            let copies = ["journal_entry", "journal_line", "ledger_delta", "ledger_balance"]
                .map {
                    "CREATE TEMP TABLE \($0) (LIKE \(schema).\($0)); GRANT ALL ON \($0) TO PUBLIC"
                }
                .joined(separator: "; ")
            let post = Self.post(lines: [(1, 1, "USD", 5, 5), (1, 3, "USD", -5, -5)])
            let state = try await Self.attempt(
                intruder,
                """
                \(copies); \(post);
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM \(schema).journal_line WHERE entry_id = 901)
                        OR EXISTS (SELECT FROM pg_temp.journal_line) THEN
                        RAISE EXCEPTION 'diverted';
                    END IF;
                END $$
                """)
            #expect(state == nil)
        }
    }
}
