import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A record of what was done` {
    private static let event = AuditEvent(
        .memberRoleChanged, AuditObject(.user, 7), before: ["role": "viewer"],
        after: ["role": "admin"])

    private static func rows(_ installation: InstallationFixture) async throws -> [[String?]] {
        let rows = try await installation.pool.query(
            """
            SELECT tenant_id::text, actor_kind, actor_id::text, action, object_kind, object_id,
                before::text, after::text, address, request_id
            FROM public.audit_events ORDER BY id
            """)
        return try rows.map { row in
            try (0..<10).map { try row.decode($0, as: String?.self) }
        }
    }

    @Test func `stands in the transaction of what it records`() async throws {
        try await Books.use { books in
            let scope = Scope(
                tenant: books.tenant, actor: .person(id: 3, email: "ann@example.com"),
                grant: Grant(permissions: [], portfolio: nil),
                origin: Origin(address: "192.0.2.7", agent: "x", requestID: "request-1"))
            _ = try await books.database.write(scope, [Self.event.record(scope)])
            await #expect(throws: PostgresError.self) {
                _ = try await books.database.write(
                    scope, [Self.event.record(scope), "SELECT 1 / 0"])
            }
            let mine = try await Self.rows(books.installation).last
            #expect(
                mine == [
                    "\(books.tenant.id)", "person", "3", "member.role_changed", "user", "7",
                    #"{"role":"viewer"}"#, #"{"role":"admin"}"#, "192.0.2.7", "request-1",
                ])
            let count: Int64 = try await books.pool.query(
                "SELECT count(*) FROM public.audit_events WHERE address = '192.0.2.7'"
            ).single().decode(0)
            #expect(count == 1)
        }
    }

    @Test func `can say what came of it, and is not there where nothing did`() async throws {
        try await Books.use { books in
            let event = AuditEvent(.rateSet, AuditObject(.currency), after: ["kept": true])
            let done = event.record(
                books.scope, with: "SELECT 'EUR' AS code, 2 AS count", id: "result.code",
                outcome: "jsonb_build_object('count', result.count)")
            let rows = try await books.database.write(books.scope, [done])
            #expect(try rows[0].single().string(0) == "EUR")
            let none = event.record(books.scope, with: "SELECT 'EUR' AS code WHERE false")
            let nothing = try await books.database.write(books.scope, [none])
            #expect(nothing[0].isEmpty)
            let found = try await Self.rows(books.installation).filter { $0[3] == "rate.set" }
            #expect(found.map { $0[5] } == ["EUR"])
            #expect(found.map { $0[7] } == [#"{"kept": true, "count": 2}"#])
        }
    }

    @Test func `of the shared tables is made by the application's login`() async throws {
        try await Books.use { books in
            let made = AuditEvent(.keyCreated, AuditObject(.key, 12, name: "Ann's script"))
            let source = AuditSource(.nobody, from: Origin(address: "192.0.2.8"))
            for pool in [books.pool, books.installation.owner] {
                try await pool.execute(made.record(source, of: books.tenant.id))
                try await pool.execute(made.record(source, of: nil))
            }
            let found = try await Self.rows(books.installation).filter { $0[8] == "192.0.2.8" }
            #expect(found.count == 4)
            #expect(Set(found.map { $0[0] }) == ["\(books.tenant.id)", nil])
            let names = try await books.pool.query(
                "SELECT name FROM public.audit_names WHERE kind = 'key'")
            #expect(try names.map { try $0.string(0) } == ["Ann's script"])
        }
    }

    /// What a tenant's role can do with the records: add to its own, and nothing else.
    @Test func `is of the tenant whose role is in force`() async throws {
        try await InstallationFixture.use { installation in
            let mine = try await installation.create("mine")
            let other = try await installation.create("other")
            let call = """
                SELECT public.audit_tenant('system', NULL, 'note.added', NULL, NULL, NULL, NULL,
                    'forged', '')
                """
            try await Intruder.use(installation, memberOf: mine) { intruder in
                let bare = try await intruder.attempt(call)
                #expect(bare == .insufficientPrivilege)
                let own = try await intruder.attemptAsTenant(call)
                #expect(own == nil)
                for statement in [
                    "SET LOCAL ROLE \(other.role)",
                    "SELECT set_config('role', '\(other.role)', true)",
                ] {
                    let state = try await intruder.attemptAsTenant(statement, call)
                    #expect(state == .insufficientPrivilege)
                }
                // A table of the tenant's own that is called as ours is not taken for it.
                let decoy = """
                    CREATE TEMP TABLE tenants AS SELECT \(other.id) AS id, '\(mine.role)' AS role_name;
                    GRANT ALL ON tenants TO PUBLIC
                    """
                let check = """
                    DO $$ BEGIN PERFORM public.audit_tenant('system', NULL, 'note.added', NULL,
                        NULL, NULL, NULL, 'forged', ''); END $$
                    """
                let decoyed = try await intruder.attemptAsTenant(decoy, check)
                #expect(decoyed == nil)
                // Nothing lets it say another time, or none of the kinds.
                let unknown = """
                    SELECT public.audit_tenant('god', NULL, 'note.added', NULL, NULL, NULL, NULL,
                        '', '')
                    """
                let refused = try await intruder.attemptAsTenant(unknown)
                #expect(refused == SQLState("23514"))
            }
            // The application's login, which is a member of both, is each in turn.
            for tenant in [mine, other] {
                let scope = Scope.unrestricted(tenant, actor: .system)
                try await TenantDatabase(pool: installation.pool).record(scope, Self.event)
            }
            let tenants = try await Self.rows(installation).filter {
                $0[3] == Self.event.action.rawValue
            }
            #expect(tenants.map { $0[0] } == ["\(mine.id)", "\(other.id)"])
        }
    }

    @Test func `is never changed or deleted with the application's rights`() async throws {
        try await Books.use { books in
            try await books.database.record(books.scope, Self.event)
            for statement: Query in [
                "UPDATE public.audit_events SET action = 'a.b'", "DELETE FROM public.audit_events",
                "TRUNCATE public.audit_events", "DELETE FROM public.audit_seals",
                "UPDATE public.audit_seals SET number = 9", "DELETE FROM public.audit_waiting",
                "UPDATE public.audit_names SET name = 'x'",
                "INSERT INTO public.audit_seals VALUES (1, 1, sha256(''))",
                """
                INSERT INTO public.audit_events (actor_kind, action) VALUES ('system', 'note.added')
                """,
            ] {
                do {
                    try await books.pool.execute(statement)
                    Issue.record("\(statement.text)")
                } catch let error as PostgresError {
                    #expect(error.sqlState == .insufficientPrivilege, "\(statement.text)")
                }
            }
        }
    }

    @Test func `bounds what it holds`() {
        let details = AuditDetails([
            "text": .text(String(repeating: "x", count: 1_000) + "\0"),
            "list": .list((0..<100).map { .number($0) }),
        ])
        #expect(details.json?.utf8.count ?? 0 < 500)
        // By these records are found, whole calls of many.
        let ids = AuditDetails(["ids": .list((0..<2_000).map { _ in .number(7) })])
        #expect(ids.json == "{\"ids\":[\(String(repeating: "7,", count: 999))7]}")
        #expect(AuditDetails([:]).json == nil)
        #expect(AuditDetails(["a": "\0\"b\u{7}"]).json == #"{"a":"\"b\u0007"}"#)
    }
}
