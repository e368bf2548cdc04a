import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// The number by which kept answers are known to be old.
@Suite
struct `What a tenant's data is at` {
    private static let day = Shorthand.date("2026-03-01")

    private static func version(_ books: Books) async throws -> DataVersion {
        try await DataVersions(pool: books.pool).current(of: books.tenant.id)
    }

    @Test func `grows with every posting, once a transaction`() async throws {
        try await Books.use { books in
            let first = try await Self.version(books)
            let customer = try await books.customer("ACME")
            let second = try await Self.version(books)
            let drafts = (1...20).map {
                DocumentDraft(
                    kind: .invoice, customer: customer, number: "R-\($0)", date: Self.day,
                    amount: Shorthand.money("10.00 USD"))
            }
            _ = try await books.posting.post(books.scope, drafts)
            let third = try await Self.version(books)
            #expect(second.changes == first.changes + 1)
            #expect(third.changes == second.changes + 1)
            #expect(first.epoch == third.epoch)
        }
    }

    @Test func `is the other tenant's own`() async throws {
        try await Books.use { books in
            let other = try await books.installation.create("other")
            let versions = DataVersions(pool: books.pool)
            let before = try await versions.current(of: other.id)
            _ = try await books.customer("ACME")
            let after = try await versions.current(of: other.id)
            #expect(after == before)
        }
    }

    @Test func `is seen when the transaction has ended and not before, and not when it failed`()
        async throws
    {
        struct Refused: Error {}
        try await Books.use { books in
            let before = try await Self.version(books)
            try await books.database.transaction(books.scope) { connection in
                try connection.execute("UPDATE ar_customer SET name = name")
                let during = try await Self.version(books)
                #expect(during == before)
            }
            let after = try await Self.version(books)
            #expect(after.changes == before.changes + 1)
            await #expect(throws: Refused.self) {
                try await books.database.transaction(books.scope) { connection in
                    try connection.execute("UPDATE ar_customer SET name = name")
                    throw Refused()
                }
            }
            let failed = try await Self.version(books)
            #expect(failed == after)
        }
    }

    @Test func `grows with whatever is written in the tenant's name`() async throws {
        try await Books.use { books in
            for query in [
                "UPDATE ar_customer SET name = 'x' WHERE false",
                "INSERT INTO ar_customer_group (name) VALUES ('x')",
                "INSERT INTO ar_note (customer_id, body, actor) SELECT id, 'x', 'x' FROM ar_customer",
            ] as [Query] {
                let before = try await Self.version(books)
                _ = try? await books.database.write(books.scope, [query])
                _ = try await books.database.write(books.scope, ["SELECT 1"])
                let after = try await Self.version(books)
                #expect(after.changes > before.changes)
            }
            let before = try await Self.version(books)
            _ = try await books.database.read(books.scope, "SELECT count(*) FROM ar_customer")
            let after = try await Self.version(books)
            #expect(after == before)
        }
    }

    /// What servers know of people and tenants for a moment is old when any of it changes.
    @Test(arguments: [
        ("UPDATE public.memberships SET role = role", 1), ("DELETE FROM public.sessions", 1),
        ("UPDATE public.sessions SET proved_at = proved_at", 1),
        ("UPDATE public.users SET name = name", 1), ("DELETE FROM public.api_keys", 1),
        ("UPDATE public.users SET is_operator = false", 1),
        ("UPDATE public.api_keys SET permissions = permissions", 1),
        ("DELETE FROM public.second_factors", 1), ("DELETE FROM public.security_policies", 1),
        ("UPDATE public.tenants SET locale = locale", 1),
        ("UPDATE public.sessions SET last_seen_at = now(), expires_at = now()", 0),
        ("UPDATE public.users SET password_hash = NULL", 0),
        ("UPDATE public.api_keys SET last_used_at = now()", 0),
        ("UPDATE public.second_factors SET last_step = 1", 0),
    ])
    func `of all tenants together grows with who may do what`(
        text: String, growth: Int64
    ) async throws {
        try await Books.use { books in
            let (versions, owner) = (DataVersions(pool: books.pool), books.installation.owner)
            let (script, people) = (try Self.script(text), try Self.script(Self.people))
            try await owner.withConnection { try $0.runScript(people) }
            let before = try await versions.currentOfAll()
            try await owner.withConnection { try $0.runScript(script) }
            let after = try await versions.currentOfAll()
            #expect(after.changes == before.changes + growth)
        }
    }

    /// Anybody may ask to end what is not there, as often as they like.
    @Test(arguments: ["sessions", "api_keys", "second_factors", "memberships", "users"])
    func `of all tenants together stays where nothing was there to change`(
        table: String
    ) async throws {
        try await InstallationFixture.use { installation in
            let versions = DataVersions(pool: installation.pool)
            let before = try await versions.currentOfAll()
            let script = try Self.script("DELETE FROM public.\(table)")
            try await installation.owner.withConnection { try $0.runScript(script) }
            #expect(try await versions.currentOfAll() == before)
            let emptying = try Self.script("TRUNCATE public.\(table) CASCADE")
            try await installation.owner.withConnection { try $0.runScript(emptying) }
            let after = try await versions.currentOfAll()
            #expect(after.changes == before.changes + 1)
        }
    }

    private static func script(_ text: String) throws -> SQLFile {
        try SQLFile(embedded: Array(text.utf8))
    }

    /// Something in every table that is watched, twice where that can be.
    private static let people = """
        INSERT INTO public.users (email, name, is_operator)
        VALUES ('ann@example.com', 'Ann', true), ('bob@example.com', 'Bob', false);
        INSERT INTO public.memberships (user_id, tenant_id, role)
        SELECT u.id, t.id, 'owner' FROM public.users AS u, public.tenants AS t;
        INSERT INTO public.sessions
            (token_hash, user_id, created_at, last_seen_at, expires_at, proved_at)
        SELECT sha256(email::bytea), id, now(), now(), now() + interval '1 day', now()
        FROM public.users;
        INSERT INTO public.api_keys
            (tenant_id, name, token_hash, permissions, created_by, created_at, expires_at)
        SELECT t.id, u.name, sha256(u.email::bytea), '{readReceivables}', 'x', now(),
            now() + interval '1 day'
        FROM public.users AS u, public.tenants AS t;
        INSERT INTO public.second_factors (user_id) SELECT id FROM public.users;
        INSERT INTO public.security_policies (tenant_id, second_factor_roles)
        SELECT id, '{owner}' FROM public.tenants;
        """

    /// A request asks the database once, however much of it wants to know.
    @Test func `is asked once for all of a request, but never taken from before it`()
        async throws
    {
        try await Books.use { books in
            let versions = DataVersions(pool: books.pool)
            let before = try await versions.current(of: books.tenant.id)
            _ = try await books.customer("A")
            try await VersionReading.$current.withValue(VersionReading()) {
                let first = try await versions.current(of: books.tenant.id)
                #expect(first.changes == before.changes + 1)
                _ = try await books.customer("B")
                let second = try await versions.current(of: books.tenant.id)
                #expect(second == first)
            }
            try await VersionReading.$current.withValue(VersionReading()) {
                let third = try await versions.current(of: books.tenant.id)
                #expect(third.changes == before.changes + 2)
            }
        }
    }

    @Test func `stays when what ended processes counted is added up`() async throws {
        try await Books.use { books in
            for code in ["A", "B", "C"] { _ = try await books.customer(code) }
            let id = books.tenant.id.rawValue
            // Processes that have ended: no process has so high a number.
            try await books.installation.owner.execute(
                """
                INSERT INTO public.data_versions (tenant_id, process, changes)
                SELECT \(id), 2000000000 + n, n FROM generate_series(1, 100) AS n
                """)
            let before = try await Self.version(books)
            try await DataVersions(pool: books.pool).fold()
            let after = try await Self.version(books)
            let left: Int64 = try await books.pool.query(
                "SELECT count(*) FROM public.data_versions WHERE process >= 2000000000"
            ).single().decode(0)
            #expect(before == after)
            #expect(left == 0)
        }
    }

    /// Whoever asks after a transaction has ended gets no number that another asked for before it.
    @Test func `is never older than the question, with many who ask and write at once`()
        async throws
    {
        try await Books.use(connections: 6) { books in
            let versions = DataVersions(pool: books.pool)
            let start = try await versions.current(of: books.tenant.id).changes
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        var last = start
                        for number in 0..<25 {
                            _ = try await books.customer("C\(writer)-\(number)")
                            let seen = try await versions.current(of: books.tenant.id).changes
                            #expect(seen > last)
                            #expect(seen >= start + Int64(number) + 1)
                            last = seen
                        }
                        return last
                    }
                }
                for try await last in group { #expect(last > start) }
            }
            let end = try await versions.current(of: books.tenant.id).changes
            #expect(end == start + 100)
        }
    }
}
