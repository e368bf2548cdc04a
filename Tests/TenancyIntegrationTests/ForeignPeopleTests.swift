import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

/// People and keys of the whole installation stand in tables that all tenants share. What a tenant's
/// role may call there knows its own alone.
@Suite struct `People of another tenant` {
    private struct Standing {
        let person: Int64
        let key: Int64
    }

    private static func make(
        _ installation: InstallationFixture, _ name: String, in tenant: Tenant
    ) async throws -> Standing {
        let person: Int64 = try await installation.owner.query(
            """
            WITH made AS (
                INSERT INTO public.users (email, name) VALUES (\("\(name)@example.com"), \(name))
                RETURNING id
            )
            INSERT INTO public.memberships (user_id, tenant_id, role)
            SELECT id, \(tenant.id), 'admin' FROM made RETURNING user_id
            """
        ).single().decode(0)
        let key: Int64 = try await installation.owner.query(
            """
            INSERT INTO public.api_keys (tenant_id, name, token_hash, permissions, created_by,
                made_by, created_at, expires_at)
            VALUES (\(tenant.id), \("key of \(name)"), sha256(convert_to(\(name), 'UTF8')),
                ARRAY['readReceivables'], 'x', \(person), now(), now() + interval '1 day')
            RETURNING id
            """
        ).single().decode(0)
        return Standing(person: person, key: key)
    }

    private static func use(
        _ body: (InstallationFixture, Tenant, _ own: Standing, _ foreign: Standing) async throws
            -> Void
    ) async throws {
        try await InstallationFixture.use { installation in
            let mine = try await installation.create("mine")
            let other = try await installation.create("other")
            try await body(
                installation, mine, try await make(installation, "ann", in: mine),
                try await make(installation, "bob", in: other))
        }
    }

    /// The rows that somebody has locked, or changed, since they were written.
    private static func touched(_ installation: InstallationFixture) async throws -> [String] {
        try await installation.owner.query(
            """
            SELECT 'user ' || email FROM public.users WHERE xmax <> 0
            UNION ALL SELECT 'key ' || name FROM public.api_keys WHERE xmax <> 0
            UNION ALL SELECT 'member ' || user_id FROM public.memberships WHERE xmax <> 0
            ORDER BY 1
            """
        ).map { try $0.string(0) }
    }

    @Test func `cannot be told from nobody, nor held`() async throws {
        try await Self.use { installation, mine, own, foreign in
            func statement(_ kind: String, _ id: Int64, _ expected: Bool) -> String {
                """
                DO $$ BEGIN
                    IF public.actor_held('\(kind)', \(id)) <> \(expected) THEN
                        RAISE 'wrong';
                    END IF;
                END $$
                """
            }
            let before = try await Self.touched(installation)
            try await Intruder.use(installation, memberOf: mine) { intruder in
                for (kind, id) in [
                    ("person", own.person), ("key", own.key), ("person", foreign.person),
                ] {
                    let bare = try await intruder.attempt(
                        "SELECT public.actor_held('\(kind)', \(id))")
                    #expect(bare == .insufficientPrivilege)
                }
                for (kind, id) in [
                    ("person", foreign.person), ("key", foreign.key), ("person", 999), ("key", 999),
                ] {
                    #expect(try await intruder.attemptAsTenant(statement(kind, id, false)) == nil)
                }
                #expect(try await Self.touched(installation) == before)
                for (kind, id) in [("person", own.person), ("key", own.key), ("system", 0)] {
                    #expect(try await intruder.attemptAsTenant(statement(kind, id, true)) == nil)
                }
            }
            let held = Set(try await Self.touched(installation)).subtracting(before)
            #expect(held == ["key key of ann"])
        }
    }

    @Test func `have no name in a tenant's records`() async throws {
        try await Self.use { installation, mine, own, foreign in
            let database = TenantDatabase(pool: installation.pool)
            let actors: [Actor] = [
                .person(id: own.person, email: ""), .program(id: own.key, name: ""),
                .person(id: foreign.person, email: ""), .program(id: foreign.key, name: ""),
            ]
            let shared = AuditEvent(
                .keyCreated, AuditObject(.key, foreign.key, name: "a secret name"))
            try await installation.pool.execute(shared.record(.commandLine, of: nil))
            for actor in actors {
                let scope = Scope(
                    tenant: mine, actor: actor, grant: Grant(permissions: [], portfolio: nil),
                    origin: Origin(address: "192.0.2.9"))
                for object in [
                    AuditObject(.user, own.person), AuditObject(.user, foreign.person),
                    AuditObject(.key, foreign.key),
                ] {
                    try await database.record(scope, AuditEvent(.rateSet, object))
                }
            }
            let rows = try await installation.pool.query(
                """
                SELECT actor_kind || ' ' || actor_id || ' ' || object_kind || ' ' || object_id,
                    coalesce(actor_name, '-') || ' ' || coalesce(object_name, '-')
                FROM public.audit_events WHERE address = '192.0.2.9' ORDER BY id
                """)
            let names = try Dictionary(rows.map { (try $0.string(0), try $0.string(1)) }) { $1 }
            var expected: [String: String] = [:]
            for (actor, name) in [
                ("person \(own.person)", "ann@example.com"), ("key \(own.key)", "key of ann"),
                ("person \(foreign.person)", "-"), ("key \(foreign.key)", "-"),
            ] {
                expected["\(actor) user \(own.person)"] = "\(name) ann@example.com"
                expected["\(actor) user \(foreign.person)"] = "\(name) -"
                expected["\(actor) key \(foreign.key)"] = "\(name) -"
            }
            #expect(names == expected)
        }
    }

    /// Who has left is still called by their name in what they did.
    @Test func `are not those who have left`() async throws {
        try await Self.use { installation, mine, own, _ in
            for statement: Query in [
                "DELETE FROM public.memberships WHERE user_id = \(own.person)",
                """
                INSERT INTO public.dismissals (user_id, tenant_id, dismissed_at)
                VALUES (\(own.person), \(mine.id), now())
                """,
            ] { try await installation.owner.execute(statement) }
            let scope = Scope(
                tenant: mine, actor: .person(id: own.person, email: ""),
                grant: Grant(permissions: [], portfolio: nil),
                origin: Origin(address: "192.0.2.9"))
            try await TenantDatabase(pool: installation.pool).record(scope, AuditEvent(.rateSet))
            let name: String? = try await installation.pool.query(
                "SELECT actor_name FROM public.audit_events WHERE address = '192.0.2.9'"
            ).single().decode(0)
            #expect(name == "ann@example.com")
        }
    }
}
