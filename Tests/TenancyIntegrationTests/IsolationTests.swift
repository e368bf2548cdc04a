import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// Two tenants with books, and a login that may be one of them only.
@Suite
struct `A login of one tenant` {
    private static let denied = SQLState("42501")

    private static func use(
        _ body: (InstallationFixture, Intruder, Tenant) async throws -> Void
    ) async throws {
        try await InstallationFixture.use { installation in
            let mine = try await installation.create("mine")
            let other = try await installation.create("other")
            for tenant in [mine, other] {
                let books = Books(installation, tenant: tenant)
                let customer = try await books.customer("secret of \(tenant.name)")
                let invoice = try await books.invoice(
                    customer, "R-1", on: "2026-01-10", "100.00 USD")
                let receipt = try await books.receipt(
                    customer, "P-1", on: "2026-01-11", "30.00 USD")
                try await books.allocate(receipt, to: invoice, "30.00 USD")
                _ = try await books.rollups.run(books.scope, today: "2026-03-01")
                _ = try await books.invoice(customer, "R-2", on: "2026-01-12", "1.00 USD")
            }
            try await Intruder.use(installation, memberOf: mine) { intruder in
                try await body(installation, intruder, other)
            }
        }
    }

    /// Everything that can be tried on a table.
    static func attempts(on table: String) -> [String] {
        [
            "SELECT * FROM \(table)", "SELECT count(*) FROM \(table)", "TABLE \(table)",
            "INSERT INTO \(table) DEFAULT VALUES", "DELETE FROM \(table)",
            "TRUNCATE \(table)", "LOCK TABLE \(table) IN ACCESS SHARE MODE",
            "LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE", "COPY \(table) TO STDOUT",
            "COPY \(table) FROM STDIN", "COPY (SELECT * FROM \(table)) TO STDOUT",
            "CREATE TEMP TABLE loot AS SELECT * FROM \(table)",
            "CREATE TEMP TABLE loot (LIKE \(table))",
            "CREATE TEMP VIEW loot AS SELECT * FROM \(table); SELECT * FROM loot",
            "MERGE INTO \(table) AS t USING (SELECT 1) AS s ON false WHEN MATCHED THEN DELETE",
            "SELECT 1 FROM \(table) FOR UPDATE", "DROP TABLE \(table)",
            "ALTER TABLE \(table) ADD COLUMN loot text",
            "ALTER TABLE \(table) OWNER TO CURRENT_USER",
            "GRANT ALL ON \(table) TO CURRENT_USER", "COMMENT ON TABLE \(table) IS 'loot'",
            "CREATE INDEX ON \(table) ((1))", "ANALYZE \(table)", "CLUSTER \(table)",
            "REINDEX TABLE \(table)",
            "SELECT query_to_xml('SELECT * FROM \(table)', true, true, '')",
            "EXPLAIN ANALYZE SELECT * FROM \(table)", "DO $$ BEGIN PERFORM FROM \(table); END $$",
        ]
    }

    @Test func `cannot touch any table of another tenant`() async throws {
        try await Self.use { installation, intruder, other in
            let catalog = try await Catalog.read(installation, schema: other.schema.name)
            #expect(catalog.tables.count > 20)
            let before = try await catalog.contents(installation)
            // Nor through what either tenant shows to members with a portfolio.
            var views: [String] = []
            for tenant in [other, intruder.tenant] {
                views += try await Catalog.read(installation, schema: tenant.portfolioSchemaName)
                    .tables
            }
            #expect(views.count > 30)
            for table in catalog.tables + views {
                for statement in Self.attempts(on: table) {
                    let bare = try await intruder.attempt(statement)
                    #expect(Self.isRefusal(bare, statement), "\(statement)")
                    let asTenant = try await intruder.attemptAsTenant(statement)
                    #expect(Self.isRefusal(asTenant, statement), "as tenant: \(statement)")
                }
            }
            #expect(try await catalog.contents(installation) == before)
        }
    }

    /// Some commands skip what they may not touch instead of failing; the contents are compared.
    static func isRefusal(_ state: SQLState?, _ statement: String) -> Bool {
        if statement.hasPrefix("ANALYZE"), state == nil { return true }
        return state == denied
    }

    @Test func `cannot touch any sequence or function of another tenant`() async throws {
        try await Self.use { installation, intruder, other in
            let catalog = try await Catalog.read(installation, schema: other.schema.name)
            #expect(catalog.sequences.count > 5 && catalog.calls.count > 15)
            let statements =
                catalog.sequences.flatMap { name in
                    [
                        "SELECT nextval('\(name)')", "SELECT setval('\(name)', 1)",
                        "SELECT last_value FROM \(name)", "DROP SEQUENCE \(name)",
                        "SELECT pg_sequence_last_value('\(name)'::regclass)",
                    ]
                }
                + catalog.calls.flatMap { call in
                    [
                        "SELECT \(call)", "SELECT * FROM \(call)",
                        "DO $$ BEGIN PERFORM \(call); END $$",
                    ]
                }
            for statement in statements {
                #expect(try await intruder.attempt(statement) == Self.denied, "\(statement)")
                let asTenant = try await intruder.attemptAsTenant(statement)
                #expect(asTenant == Self.denied, "as tenant: \(statement)")
            }
        }
    }

    @Test func `cannot touch what all tenants share`() async throws {
        try await Self.use { installation, intruder, _ in
            let catalog = try await Catalog.read(installation, schema: "public")
            #expect(catalog.tables.contains("public.tenants"))
            let before = try await catalog.contents(installation)
            for statement in catalog.tables.flatMap(Self.attempts) {
                let bare = try await intruder.attempt(statement)
                #expect(Self.isRefusal(bare, statement), "\(statement)")
                let asTenant = try await intruder.attemptAsTenant(statement)
                #expect(Self.isRefusal(asTenant, statement), "as tenant: \(statement)")
            }
            #expect(try await catalog.contents(installation) == before)
            for name in catalog.sequences {
                for call in ["nextval('\(name)')", "setval('\(name)', 1)"] {
                    #expect(try await intruder.attemptAsTenant("SELECT \(call)") == Self.denied)
                }
            }
            let calls = catalog.calls.map { String($0.prefix { $0 != "(" }) }
            // One tells one time and nothing else, and may be asked by all; what `audit_tenant` and
            // `actor_held` may do, AuditRecordTests and ForeignPeopleTests say; the others are not
            // theirs.
            let others = [
                "public.audit_append", "public.audit_member", "public.audit_shared",
                "public.connections_end", "public.data_changed",
                "public.data_versions_fold", "public.data_watch", "public.invitations_end",
                "public.membership_held", "public.provider_sessions_end",
                "public.strangers_stay_out",
                "public.webhook_endpoints_made", "public.webhook_endpoints_orphan",
            ]
            #expect(
                calls
                    == (others + [
                        "public.actor_held", "public.audit_tenant", "public.data_count",
                        "public.oldest_writer",
                    ]).sorted())
            for call in catalog.calls where others.contains(where: call.hasPrefix) {
                #expect(try await intruder.attempt("SELECT \(call)") == Self.denied)
                #expect(try await intruder.attemptAsTenant("SELECT \(call)") == Self.denied)
            }
        }
    }

    @Test func `cannot become somebody else`() async throws {
        try await Self.use { installation, intruder, other in
            let owner = try await installation.owner.query("SELECT current_user::text").single()
                .string(0)
            let login = try await installation.pool.query("SELECT current_user::text").single()
                .string(0)
            for role in [other.role.name, owner, login, "postgres", "pg_read_all_data"] {
                for statement in [
                    "SET ROLE \(role)", "SET LOCAL ROLE \(role)",
                    "SET SESSION AUTHORIZATION \(role)",
                    "SELECT set_config('role', '\(role)', true)",
                    "SELECT set_config('session_authorization', '\(role)', false)",
                    "GRANT \(role) TO CURRENT_USER", "GRANT \(role) TO \(intruder.name.name)",
                    "ALTER ROLE \(role) LOGIN PASSWORD 'x'", "DROP ROLE \(role)",
                    "REASSIGN OWNED BY \(role) TO CURRENT_USER",
                ] {
                    #expect(try await intruder.attempt(statement) != nil, "\(statement)")
                    #expect(try await intruder.attemptAsTenant(statement) != nil, "\(statement)")
                }
            }
            // Leaving the tenant's role leaves nothing but the bare login.
            for table in ["\(other.schema).ar_entry", "\(intruder.tenant.schema).ar_entry"] {
                let state = try await intruder.attemptAsTenant(
                    "RESET ROLE", "SELECT * FROM \(table)")
                #expect(state == Self.denied)
            }
        }
    }

    @Test func `finds nothing by another search path`() async throws {
        try await Self.use { installation, intruder, other in
            let catalog = try await Catalog.read(installation, schema: other.schema.name)
            for table in catalog.tables {
                let name = table.split(separator: ".").last.map(String.init) ?? table
                for path in [other.schema.name, "pg_temp, \(other.schema.name)"] {
                    let state = try await intruder.attemptAsTenant(
                        "SET LOCAL search_path TO \(path)", "SELECT * FROM \(name)")
                    #expect(state == SQLState("42P01"), "\(name) in \(path)")
                }
            }
        }
    }

    @Test func `cannot make anything outside a temporary schema`() async throws {
        try await Self.use { _, intruder, other in
            for schema in [other.schema.name, intruder.tenant.schema.name, "public", "pg_catalog"] {
                for statement in [
                    "CREATE TABLE \(schema).loot (x int)", "CREATE VIEW \(schema).loot AS SELECT 1",
                    "CREATE SEQUENCE \(schema).loot", "CREATE TYPE \(schema).loot AS ENUM ('x')",
                    "CREATE FUNCTION \(schema).loot() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "DROP SCHEMA \(schema) CASCADE", "ALTER SCHEMA \(schema) OWNER TO CURRENT_USER",
                    "GRANT ALL ON SCHEMA \(schema) TO PUBLIC; CREATE TABLE \(schema).loot (x int)",
                ] {
                    #expect(try await intruder.attempt(statement) == Self.denied, "\(statement)")
                    let asTenant = try await intruder.attemptAsTenant(statement)
                    #expect(asTenant == Self.denied, "\(statement)")
                }
            }
            for statement in [
                "CREATE SCHEMA loot", "CREATE ROLE loot", "CREATE EXTENSION file_fdw",
                "COPY (SELECT 1) TO '/dev/null'", "COPY (SELECT 1) TO PROGRAM 'true'",
                "SELECT pg_read_file('PG_VERSION')", "SELECT lo_import('/etc/hostname')",
                "SELECT pg_reload_conf()", "SELECT pg_switch_wal()",
            ] {
                let state = try await intruder.attemptAsTenant(statement)
                #expect(state == Self.denied, "\(statement)")
            }
        }
    }

    @Test func `can still work on its own tables`() async throws {
        try await Self.use { installation, intruder, _ in
            let schema = intruder.tenant.schema
            let catalog = try await Catalog.read(installation, schema: schema.name)
            for table in catalog.tables where !table.hasSuffix(".schema_migration") {
                #expect(try await intruder.attemptAsTenant("SELECT * FROM \(table)") == nil)
                // Not, however, without taking the tenant's role on.
                #expect(try await intruder.attempt("SELECT * FROM \(table)") == Self.denied)
            }
        }
    }
}
