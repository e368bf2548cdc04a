import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Names in sealed records` {
    private struct Story {
        let site: AuditSite
        let user: Int64
    }

    /// Ann has changed the role of somebody, and made a key.
    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            let made: Query = """
                WITH made AS (
                    INSERT INTO public.users (email, name) VALUES ('ann@example.com', 'Ann')
                    RETURNING id
                )
                INSERT INTO public.memberships (user_id, tenant_id, role)
                SELECT id, \(books.tenant.id), 'admin' FROM made RETURNING user_id
                """
            let user: Int64 = try await books.installation.owner.query(made).single().decode(0)
            let scope = Scope(
                tenant: books.tenant, actor: .person(id: user, email: "ann@example.com"),
                grant: Grant(permissions: [], portfolio: nil))
            try await books.database.record(
                scope, AuditEvent(.memberRoleChanged, AuditObject(.user, user)))
            let key = AuditEvent(.keyCreated, AuditObject(.key, 12, name: "Ann's script"))
            try await books.pool.execute(key.record(scope.source, of: books.tenant.id))
            try await site.sealer.seal()
            let problems = try await site.problems()
            #expect(problems.isEmpty)
            try await body(Story(site: site, user: user))
        }
    }

    @Test func `are those of then, whatever is called otherwise later`() async throws {
        try await Self.use { story in
            try await story.site.tamper(
                "UPDATE public.users SET email = 'mallory@example.com'",
                "UPDATE public.audit_names SET name = 'x'")
            let names: Query = """
                SELECT actor_name, object_name FROM public.audit_events
                WHERE actor_id = \(story.user) ORDER BY id
                """
            let found = try await story.site.books.pool.query(names).map { row in
                [try row.string(0), try row.string(1)]
            }
            #expect(
                found == [
                    ["ann@example.com", "ann@example.com"], ["ann@example.com", "Ann's script"],
                ])
            let problems = try await story.site.problems()
            #expect(problems.isEmpty)
        }
    }

    @Test func `cannot be changed or taken away unnoticed`() async throws {
        let changes: [(Query, AuditProblem.Kind)] = [
            ("actor_name = 'mallory@example.com'", .renamed),
            ("object_name = 'mallory@example.com'", .renamed),
            ("actor_salt = NULL", .renamed), ("object_salt = NULL", .renamed),
            ("actor_name = NULL", .renamed), ("object_name = NULL", .renamed),
            // The digests stay those of the salt and the name one after the other.
            (
                """
                actor_salt = actor_salt || convert_to(left(actor_name, 4), 'UTF8'),
                    actor_name = substr(actor_name, 5)
                """, .renamed
            ),
            (
                """
                object_salt = object_salt || convert_to(left(object_name, 4), 'UTF8'),
                    object_name = substr(object_name, 5)
                """, .renamed
            ),
            (
                """
                actor_name = 'm', actor_digest = sha256(actor_salt || convert_to('m', 'UTF8'))
                """, .altered
            ),
            ("actor_name = NULL, actor_salt = NULL", .nameMissing),
            ("object_name = NULL, object_salt = NULL", .nameMissing),
            ("actor_name = NULL, actor_salt = NULL, actor_digest = NULL", .altered),
        ]
        for (change, kind) in changes {
            try await Self.use { story in
                try await story.site.tamper(
                    """
                    UPDATE public.audit_events SET \(fragment: change)
                    WHERE object_kind = 'user' AND actor_id = \(story.user)
                    """)
                let problems = try await story.site.problems()
                #expect(problems.first == kind, "\(change.text)")
            }
        }
    }

    @Test func `cannot be made longer with the end of their salts`() async throws {
        try await Self.use { story in
            let site = story.site
            try await site.record(1)
            // Salts that are text, as a few of those made at random are at their end.
            try await site.tamper(
                """
                UPDATE public.audit_events
                SET actor_name = 'ann', actor_salt = convert_to('0123456789abcdef', 'UTF8'),
                    actor_digest = sha256(convert_to('0123456789abcdefann', 'UTF8')),
                    object_name = 'bob', object_salt = convert_to('fedcba9876543210', 'UTF8'),
                    object_digest = sha256(convert_to('fedcba9876543210bob', 'UTF8'))
                WHERE id IN (SELECT event_id FROM public.audit_waiting)
                """)
            try await site.sealer.seal()
            let sealed = try await site.problems()
            #expect(sealed.isEmpty)
            let changes: [(change: Query, undone: Query)] = [
                (
                    "actor_name = 'cdefann', actor_salt = convert_to('0123456789ab', 'UTF8')",
                    "actor_name = 'ann', actor_salt = convert_to('0123456789abcdef', 'UTF8')"
                ),
                (
                    "object_name = '3210bob', object_salt = convert_to('fedcba987654', 'UTF8')",
                    "object_name = 'bob', object_salt = convert_to('fedcba9876543210', 'UTF8')"
                ),
            ]
            func update(_ change: Query) async throws -> [AuditProblem.Kind] {
                try await site.tamper(
                    """
                    UPDATE public.audit_events SET \(fragment: change)
                    WHERE id = (SELECT max(event_id) FROM public.audit_seals)
                    """)
                return try await site.problems()
            }
            for (change, undone) in changes {
                let changed = try await update(change)
                #expect(changed == [.renamed], "\(change.text)")
                let restored = try await update(undone)
                #expect(restored.isEmpty, "\(undone.text)")
            }
        }
    }

    @Test func `can be erased with a record of it`() async throws {
        try await Self.use { story in
            let erase: Query = """
                UPDATE public.audit_events SET actor_name = NULL, actor_salt = NULL
                WHERE actor_id = \(story.user)
                """
            let eraseObject: Query = """
                UPDATE public.audit_events SET object_name = NULL, object_salt = NULL
                WHERE actor_id = \(story.user)
                """
            try await story.site.tamper(erase, eraseObject)
            let before = try await story.site.problems()
            #expect(Set(before) == [.nameMissing])
            let event = AuditEvent(
                .personErased, AuditObject(.user, story.user), before: ["keys": .list(["12"])])
            try await story.site.books.pool.execute(event.record(.commandLine, of: nil))
            try await story.site.sealer.seal()
            let after = try await story.site.problems()
            #expect(after.isEmpty)
        }
    }

    /// Neither does it excuse anything, nor hide what else there is.
    @Test(arguments: [#"{"keys":["\u0000"]}"#, #"{"keys":["12"]}"#, #"{"keys":5}"#, "[1]"])
    func `are not erased by what was made of another event`(_ facts: String) async throws {
        try await Self.use { story in
            let first: Query = """
                SELECT min(id) FROM public.audit_events WHERE actor_id = \(story.user)
                """
            let altered: Int64 = try await story.site.books.pool.query(first).single().decode(0)
            let erase: Query = """
                UPDATE public.audit_events SET actor_name = NULL, actor_salt = NULL
                WHERE actor_id = \(story.user)
                """
            let pretend: Query = """
                UPDATE public.audit_events SET action = 'person.erased', object_kind = 'user',
                    object_id = \("\(story.user)"), before = \(facts)::json
                WHERE id = \(altered)
                """
            try await story.site.tamper(erase, pretend)
            let found = try await story.site.verifier.verify().problems
            #expect(found.first { $0.event == altered }?.kind == .altered)
            #expect(found.filter { $0.kind == .nameMissing }.count == 2)
        }
    }
}
