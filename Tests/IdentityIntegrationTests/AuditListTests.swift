import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@testable import Identity

@Suite struct `The list of records` {
    private static func admin(_ books: Books, id: Int64 = 1) -> Scope {
        Scope(
            tenant: books.tenant, actor: .person(id: id, email: "a@example.com"),
            grant: Grant(permissions: [.readAudit], portfolio: nil),
            origin: Origin(address: "192.0.2.1", requestID: "r"))
    }

    @Test func `comes page by page, the newest first, each once`() async throws {
        try await Books.use { books in
            let audit = AuditService(pool: books.pool)
            let scope = Self.admin(books)
            for number in 0..<25 {
                try await books.database.record(
                    scope, AuditEvent(.noteAdded, AuditObject(.customer, number)))
            }
            var filter = AuditFilter()
            filter.action = .noteAdded
            var seen: [String] = []
            var cursor: AuditCursor?
            repeat {
                let (entries, hasMore) = try await audit.list(
                    scope, filter, after: cursor, limit: 10)
                seen += entries.compactMap(\.objectID)
                cursor = hasMore ? entries.last.flatMap { AuditCursor($0.cursor.text) } : nil
            } while cursor != nil
            #expect(seen == (0..<25).reversed().map(String.init))
            #expect(AuditCursor("1") == nil && AuditCursor("a-1") == nil && AuditCursor("") == nil)
        }
    }

    @Test func `is of one tenant, for those who may read it`() async throws {
        try await Books.use { books in
            let audit = AuditService(pool: books.pool)
            let other = try await books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            let theirs = Scope.unrestricted(other, actor: .system)
            try await books.database.record(theirs, AuditEvent(.noteAdded))
            try await books.pool.execute(
                AuditEvent(.loginFailed).record(AuditSource(.nobody), of: nil))
            let (mine, _) = try await audit.list(Self.admin(books), limit: 100)
            #expect(!mine.isEmpty && mine.allSatisfy { $0.tenant == books.tenant.id.rawValue })
            let (all, _) = try await audit.listAll(limit: 100)
            #expect(Set(all.map(\.tenant)).count == 3)
            let viewer = Scope(
                tenant: books.tenant, actor: .localVisitor,
                grant: Grant(permissions: [], portfolio: nil))
            await #expect(throws: TenancyError.self) {
                _ = try await audit.list(viewer, limit: 1)
            }
        }
    }

    @Test func `is chosen from by day, person, action and object`() async throws {
        try await Books.use { books in
            let audit = AuditService(pool: books.pool)
            let row = try await books.installation.owner.query(
                """
                WITH made AS (
                    INSERT INTO public.users (email, name) VALUES ('Ann@example.com', 'Ann')
                    RETURNING id
                )
                INSERT INTO public.memberships (user_id, tenant_id, role)
                SELECT id, \(books.tenant.id), 'admin' FROM made RETURNING user_id
                """
            ).single()
            let scope = Self.admin(books, id: try row.int64(0))
            try await books.database.record(
                scope, AuditEvent(.noteAdded, AuditObject(.customer, 7)))
            let today = scope.today()
            func count(_ change: (inout AuditFilter) -> Void) async throws -> Int {
                var filter = AuditFilter()
                filter.object = .customer
                change(&filter)
                return try await audit.list(scope, filter, limit: 100).entries.count
            }
            let found = try await [
                count { $0.from = today }, count { $0.to = today },
                count { $0.actor = " ann@EXAMPLE.com" }, count { $0.action = .noteAdded },
                count { $0.objectID = "7" },
            ]
            #expect(found == [1, 1, 1, 1, 1])
            let (later, earlier) = (try today.adding(days: 2), try today.adding(days: -2))
            let none = try await [
                count { $0.from = later }, count { $0.to = earlier },
                count { $0.actor = "bob@example.com" }, count { $0.actor = "system" },
                count { $0.action = .keyCreated }, count { $0.objectID = "8" },
                count { $0.objectID = "7' OR true --" },
            ]
            #expect(none == [0, 0, 0, 0, 0, 0, 0])
            let entry = try #require(
                try await audit.list(scope, limit: 1).entries.first)
            #expect(entry.actor == "Ann@example.com" && entry.object == "customer 7")
            #expect(entry.phrase == "added a note" && entry.requestID == "r")
        }
    }

    @Test func `of one actor or action is read from an index`() async throws {
        try await Books.use { books in
            try await books.installation.administer { connection in
                let many: Query = """
                    INSERT INTO public.audit_events (tenant_id, actor_kind, actor_id, action,
                        actor_name)
                    SELECT \(books.tenant.id), 'person', n % 100,
                        CASE n % 1000 WHEN 0 THEN 'key.created' ELSE 'note.added' END,
                        'Person' || n % 1000 || '@example.com'
                    FROM generate_series(1, 30000) AS n
                    """
                try connection.execute(many)
                try connection.execute("ANALYZE public.audit_events")
            }
            var (byActor, byAction) = (AuditFilter(), AuditFilter())
            byActor.actor = "person7@example.com"
            byAction.action = .keyCreated
            for (filter, index) in [
                (byActor, "audit_events_actor"), (byAction, "audit_events_action"),
            ] {
                let page = AuditStorage.page(
                    "e.tenant_id = \(books.tenant.id)", filter, zone: .utc, after: nil, limit: 50)
                let plan = try await books.pool.query("EXPLAIN \(fragment: page)")
                    .map { try $0.string(0) }.joined(separator: "\n")
                // Backwards in its order, or all that it finds where that is little.
                #expect(plan.contains("using \(index)") || plan.contains("on \(index)"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
            let found = try await AuditService(pool: books.pool).list(
                Self.admin(books), byActor, limit: 1_000)
            #expect(found.entries.count == 30)
        }
    }

    @Test func `shows what is not as it was`() {
        let changes = AuditChange.list(
            ["role": "viewer", "same": 1, "gone": true], ["role": "admin", "same": 1, "new": "x"])
        #expect(
            changes.map(\.sentence) == ["gone: yes → nothing", "new: x", "role: viewer → admin"])
    }
}
