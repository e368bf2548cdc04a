import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// A login that may be nothing but the role of whoever is limited to some customers.
@Suite
struct `A login of a portfolio` {
    private static let denied = SQLState("42501")
    /// What a view may show of the tenant, whose customers aside.
    private static let aboutNobody: Set<String> = [
        "ar_setting", "ar_currency", "ar_rate", "ledger_account",
    ]
    /// Every view there is, and no other: whoever adds one says here what it is about.
    private static let aboutCustomers: Set<String> = [
        "ar_customer_group", "ar_customer", "ar_payment_terms", "ar_contact", "ar_note",
        "ar_document", "ar_instalment", "ar_invoice_line", "ar_entry", "ar_write_off_reversal",
        "ar_open_item", "ar_past_item", "ar_settled_document", "ar_summary",
        "ar_delta", "ar_due_total", "journal_entry", "journal_line", "ledger_balance",
        "ledger_delta", "ar_import",
    ]
    /// What whoever asks has sent themselves (`RequestsOfPortfoliosTests`).
    private static let aboutOneself: Set<String> = ["api_request"]

    private struct Story {
        let installation: InstallationFixture
        let books: Books
        let tenant: Tenant
        let intruder: Intruder
        let catalog: Catalog
        let group: Int64
    }

    private static func use(
        _ body: (Story) async throws -> Void
    ) async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("mine")
            let books = Books(installation, tenant: tenant)
            try await books.customers.createTerms(
                books.scope, PaymentTerms(name: "North's terms", dueDays: 10))
            _ = try await Self.fill(books, "North")
            let group = try await books.database.read(
                books.scope, "SELECT id FROM ar_customer_group"
            ).single().int64(0)
            try await Intruder.use(installation, as: tenant.portfolioRoleName, of: tenant) {
                let schema = tenant.portfolioSchemaName
                let catalog = try await Catalog.read(installation, schema: schema)
                try await body(
                    Story(
                        installation: installation, books: books, tenant: tenant, intruder: $0,
                        catalog: catalog, group: group))
            }
        }
    }

    /// A customer of a group, with something in every table that is about customers.
    private static func fill(
        _ books: Books, _ group: String, folds: Bool = true
    ) async throws -> CustomerID {
        try await books.customers.createTerms(
            books.scope, PaymentTerms(name: "\(group)'s terms", dueDays: 10))
        let drafts = [
            CustomerDraft(
                code: group, name: "secret of \(group)", group: group, terms: "\(group)'s terms",
                contacts: [ContactDraft(name: "Ann of \(group)")])
        ]
        let customer = try await books.customers.create(books.scope, drafts)[0]
        let invoice = try await books.invoice(
            customer, "\(group)-1", on: "2026-01-10", "100.00 USD",
            instalments: [("2026-02-10", "40.00 USD"), ("2026-03-10", "60.00 USD")])
        let receipt = try await books.receipt(
            customer, "\(group)-2", on: "2026-01-11", "30.00 USD")
        try await books.allocate(receipt, to: invoice, "30.00 USD")
        try await books.writeOff(invoice, "1.00 USD", on: "2026-01-12")
        for writeOff in try await books.writeOffs(of: invoice) { try await books.reverse(writeOff) }
        if folds { _ = try await books.rollups.run(books.scope, today: "2026-03-01") }
        _ = try await books.invoice(customer, "\(group)-3", on: "2026-01-12", "1.00 USD")
        let notes: [Query] = [
            """
            INSERT INTO ar_note (customer_id, recorded_at, actor, text)
            VALUES (\(customer), now(), 'x', \(group))
            """,
            """
            INSERT INTO ar_invoice_line (document_id, line_no, amount, description)
            VALUES (\(invoice), 1, 10000, \(group))
            """,
            """
            INSERT INTO ar_import (recorded_at, actor, file_name, file_sha256, form, row_count,
                new_count, changed_count, unchanged_count, rejected_count)
            VALUES (now(), 'x', \("\(group).csv"), '', 'invoices', 1, 1, 0, 0, 0)
            """,
        ]
        _ = try await books.database.write(books.scope, notes)
        return customer
    }

    /// What a view shows to whoever is limited to some groups.
    private static func contents(
        _ story: Story, _ view: String, groups: Set<Int64>
    ) async throws -> [String] {
        let scope = Scope(
            tenant: story.tenant, actor: .system,
            grant: Grant(
                permissions: [.readReceivables], portfolio: Portfolio(groups: groups)))
        let name = try Identifier(view)
        return try await TenantDatabase(pool: story.installation.pool).read(
            scope, "SELECT t::text FROM \(identifier: name) AS t ORDER BY 1"
        ).map { try $0.string(0) }
    }

    private static func isOneself(_ view: String) -> Bool { aboutOneself.contains(name(view)) }

    private static func name(_ table: String) -> String {
        table.split(separator: ".").last.map(String.init) ?? table
    }

    @Test func `sees the views that are listed here and nothing else`() async throws {
        try await Self.use { story in
            let views = Set(story.catalog.tables.map(Self.name))
            #expect(views == Self.aboutNobody.union(Self.aboutCustomers).union(Self.aboutOneself))
            // What it may call outside the system's own schemas, its owner's rights or not.
            let calls = try await story.installation.owner.query(
                """
                SELECT pronamespace::regnamespace || '.' || proname
                    || CASE WHEN prosecdef THEN ' as owner' ELSE '' END
                FROM pg_proc AS p
                WHERE pronamespace NOT IN ('pg_catalog'::regnamespace,
                        'information_schema'::regnamespace)
                    AND has_function_privilege(\(story.tenant.portfolioRoleName), p.oid, 'EXECUTE')
                    AND has_schema_privilege(\(story.tenant.portfolioRoleName),
                        pronamespace, 'USAGE')
                ORDER BY 1
                """
            ).map { try $0.string(0) }
            let schema = story.tenant.portfolioSchemaName
            #expect(
                calls == [
                    "public.actor_held as owner", "public.audit_tenant as owner",
                    "public.data_count as owner", "public.oldest_writer as owner",
                    "\(schema).api_take", "\(schema).ar_folded", "\(schema).ar_recorded_at",
                    "\(schema).ar_sum",
                ])
        }
    }

    @Test func `cannot touch any table, sequence or function itself`() async throws {
        try await Self.use { story in
            for schema in [story.tenant.schema.name, "public"] {
                let catalog = try await Catalog.read(story.installation, schema: schema)
                #expect(catalog.tables.count > 5)
                let before = try await catalog.contents(story.installation)
                var statements = catalog.tables.flatMap(`A login of one tenant`.attempts)
                statements += catalog.sequences.flatMap {
                    ["SELECT nextval('\($0)')", "SELECT last_value FROM \($0)"]
                }
                statements += catalog.calls.filter { call in
                    ![
                        "public.actor_held", "public.oldest_writer", "public.audit_tenant",
                        "public.data_count",
                    ].contains(where: call.hasPrefix)
                }.map { "SELECT \($0)" }
                for statement in statements {
                    let bare = try await story.intruder.attempt(statement)
                    #expect(`A login of one tenant`.isRefusal(bare, statement), "\(statement)")
                    let limited = try await story.intruder.attemptAsTenant(statement)
                    #expect(`A login of one tenant`.isRefusal(limited, statement), "\(statement)")
                }
                #expect(try await catalog.contents(story.installation) == before)
            }
        }
    }

    @Test func `cannot become the tenant`() async throws {
        try await Self.use { story in
            for role in [story.tenant.role.name, "postgres"] {
                for statement in [
                    "SET LOCAL ROLE \(role)", "SELECT set_config('role', '\(role)', true)",
                ] {
                    let bare = try await story.intruder.attempt(statement)
                    let limited = try await story.intruder.attemptAsTenant(statement)
                    #expect(bare == Self.denied && limited == Self.denied, "\(statement)")
                }
            }
        }
    }

    /// Nothing of what happens to other customers moves anything that it sees.
    @Test func `sees of each view what it would see without the others`() async throws {
        try await Self.use { story in
            func all(_ groups: Set<Int64>) async throws -> [String: [String]] {
                var contents: [String: [String]] = [:]
                for view in Self.aboutCustomers {
                    contents[view] = try await Self.contents(story, view, groups: groups)
                }
                return contents
            }
            let alone = try await all([story.group])
            for (view, rows) in alone where !["ledger_delta", "ar_import"].contains(view) {
                #expect(!rows.isEmpty, "\(view)")
            }
            _ = try await Self.fill(story.books, "South", folds: false)
            let loose = try await story.books.customer("in no group")
            _ = try await story.books.invoice(loose, "L-1", on: "2026-01-12", "5.00 USD")
            #expect(try await all([story.group]) == alone)
            _ = try await story.books.rollups.run(story.books.scope, today: "2026-03-01")
            for view in Self.aboutCustomers.subtracting(["ar_delta", "ar_due_total", "ar_summary"])
            {
                let rows = try await Self.contents(story, view, groups: [story.group])
                #expect(rows == alone[view])
            }
            let none = try await all([])
            #expect(none.values.allSatisfy { $0.isEmpty })
            #expect(try await all([999]) == none)
            let south = try await all([story.group + 1])
            for (view, rows) in south {
                #expect(!rows.contains { $0.contains("North") }, "\(view)")
            }
        }
    }

    @Test func `sees nothing before it is said which groups`() async throws {
        try await Self.use { story in
            let views = Self.aboutCustomers.subtracting(["ledger_delta", "ar_import"])
            for view in views {
                let table = "\(story.tenant.portfolioSchemaName).\(view)"
                let never = try await story.intruder.attemptAsTenant("TABLE \(table)")
                // Of a connection on which somebody has said it before: an empty one.
                #expect([SQLState("42704"), SQLState("22P02")].contains(never), "\(view)")
                let noLonger = try await story.intruder.attemptAsTenant(
                    "SET LOCAL countinghouse.portfolio = ''", "TABLE \(table)")
                #expect(noLonger == SQLState("22P02"), "\(view)")
            }
        }
    }

    @Test func `writes nothing but notes on its customers`() async throws {
        try await Self.use { story in
            let other = try await Self.fill(story.books, "South")
            let set = "SET LOCAL countinghouse.portfolio = '{\(story.group)}'"
            for view in story.catalog.tables {
                for statement in [
                    "DELETE FROM \(view)", "TRUNCATE \(view)", "DROP VIEW \(view)",
                    "ALTER VIEW \(view) SET (security_barrier = false)",
                    "CREATE OR REPLACE VIEW \(view) AS SELECT 1",
                    "SELECT 1 FROM \(view) FOR UPDATE",
                ] where !(Self.isOneself(view) && statement.hasPrefix("SELECT")) {
                    let state = try await story.intruder.attemptAsTenant(set, statement)
                    #expect(state != nil, "\(statement)")
                }
                if Self.name(view) != "ar_note" {
                    let state = try await story.intruder.attemptAsTenant(
                        set, "INSERT INTO \(view) DEFAULT VALUES")
                    #expect(state != nil, "\(view)")
                }
            }
            func note(_ customer: Int64) -> String {
                """
                INSERT INTO \(story.tenant.portfolioSchemaName).ar_note
                    (customer_id, recorded_at, actor, text) VALUES (\(customer), now(), 'x', 'x')
                """
            }
            #expect(try await story.intruder.attemptAsTenant(set, note(1)) == nil)
            for customer in [other.rawValue, 999] {
                let state = try await story.intruder.attemptAsTenant(set, note(customer))
                #expect(state == SQLState("44000"))
            }
        }
    }

    /// A condition with an effect of its own is shown no row that the view does not show.
    @Test func `cannot look at others' rows through a condition`() async throws {
        try await Self.use { story in
            _ = try await Self.fill(story.books, "South")
            let trap = """
                CREATE FUNCTION pg_temp.trap(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
                AS $trap$ BEGIN
                    IF $1 LIKE '%South%' THEN RAISE 'caught'; END IF; RETURN true;
                END $trap$
                """
            for view in Self.aboutCustomers {
                let state = try await story.intruder.attemptAsTenant(
                    "SET LOCAL countinghouse.portfolio = '{\(story.group)}'", trap,
                    """
                    SELECT count(*) FROM \(story.tenant.portfolioSchemaName).\(view) AS t
                    WHERE pg_temp.trap(t::text)
                    """)
                #expect(state == nil, "\(view)")
            }
        }
    }
}
