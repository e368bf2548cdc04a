import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@testable import Identity

@Suite struct `Records of several things` {
    private static func admin(_ books: Books) -> Scope {
        Scope(
            tenant: books.tenant, actor: .person(id: 1, email: "a@example.com"),
            grant: Grant(permissions: [.readAudit], portfolio: nil),
            origin: Origin(address: "192.0.2.1", requestID: "r"))
    }

    private static func ids(_ numbers: [Int64]) -> AuditDetails {
        ["ids": .list(numbers.map { .number($0) })]
    }

    @Test func `are found by the id of each, whether it was done or taken back`() async throws {
        try await Books.use { books in
            let audit = AuditService(pool: books.pool)
            let scope = Self.admin(books)
            let many = AuditObject(.document)
            for event in [
                AuditEvent(.documentPosted, many, after: Self.ids([907, 905, 920])),
                AuditEvent(.documentVoided, many, before: Self.ids([920, 905])),
                AuditEvent(.documentVoided, many, before: Self.ids([])),
                AuditEvent(.documentPosted, many),
                AuditEvent(.allocationMade, AuditObject(.allocation), after: Self.ids([905])),
                AuditEvent(.documentPosted, AuditObject(.document, 910), after: Self.ids([910])),
            ] {
                try await books.database.record(scope, event)
            }
            let other = try await books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            try await books.database.record(
                Scope.unrestricted(other, actor: .system),
                AuditEvent(.documentPosted, many, after: Self.ids([905, 907])))
            func found(_ kind: AuditObject.Kind?, _ id: String) async throws -> [String] {
                var filter = AuditFilter()
                (filter.object, filter.objectID) = (kind, id)
                return try await audit.list(scope, filter, limit: 100).entries.map(\.action)
            }
            #expect(try await found(.document, "905") == ["document.voided", "document.posted"])
            #expect(try await found(.document, "907") == ["document.posted"])
            #expect(try await found(.document, "910") == ["document.posted"])
            // Between the first and the last, and not one of them.
            #expect(try await found(.document, "906").isEmpty)
            #expect(try await found(.allocation, "905") == ["allocation.made"])
            #expect(
                try await found(nil, "905") == [
                    "allocation.made", "document.voided", "document.posted",
                ])
            let all = try await audit.listAll(limit: 100).entries
            #expect(all.filter { $0.action == "document.posted" }.count == 4)
        }
    }

    @Test func `are read from an index`() async throws {
        try await Books.use { books in
            try await books.installation.administer { connection in
                let many: [Query] = [
                    """
                    INSERT INTO public.audit_events (tenant_id, actor_kind, action, object_kind,
                        object_id)
                    SELECT \(books.tenant.id), 'system', 'document.posted', 'document', n::text
                    FROM generate_series(1, 30000) AS n
                    """,
                    """
                    INSERT INTO public.audit_events (tenant_id, actor_kind, action, object_kind,
                        after, ids)
                    SELECT \(books.tenant.id), 'system', 'document.posted', 'document',
                        json_build_object('ids', json_build_array(n * 10, n * 10 + 5)),
                        int8range(n * 10, n * 10 + 5, '[]')
                    FROM generate_series(10001::bigint, 10300) AS n
                    """,
                    "ANALYZE public.audit_events",
                ]
                for statement in many { try connection.execute(statement) }
            }
            var filter = AuditFilter()
            (filter.object, filter.objectID) = (.document, "100105")
            let page = AuditStorage.page(
                "e.tenant_id = \(books.tenant.id)", filter, zone: .utc, after: nil, limit: 50)
            let plan = try await books.pool.query("EXPLAIN \(fragment: page)")
                .map { try $0.string(0) }.joined(separator: "\n")
            for index in ["audit_events_ids", "audit_events_object"] {
                #expect(
                    plan.contains("using \(index)") || plan.contains("on \(index)"), "\(plan)")
            }
            #expect(!plan.contains("Seq Scan"), "\(plan)")
            let found = try await AuditService(pool: books.pool).list(
                Self.admin(books), filter, limit: 50)
            #expect(found.entries.count == 1)
        }
    }
}
