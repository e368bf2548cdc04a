import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `The time of a record` {
    private static let forge: Query = """
        WITH event AS (
            INSERT INTO public.audit_events (at, actor_kind, action)
            VALUES (clock_timestamp() - interval '1 hour', 'system', 'note.added')
            RETURNING id
        )
        INSERT INTO public.audit_waiting (event_id) SELECT id FROM event
        """

    @Test func `is set by the database, also for the owner of the tables`() async throws {
        try await Books.use { books in
            let owner = books.installation.owner
            let dated: Query = """
                INSERT INTO public.audit_events (at, actor_kind, action)
                VALUES (now() - interval '1 year', 'system', 'note.added')
                """
            do {
                try await owner.execute(dated)
                Issue.record("The owner dated a record back.")
            } catch let error as PostgresError {
                #expect(error.sqlState == .insufficientPrivilege)
            }
            // Everything else of a record it may write.
            let undated: Query = """
                INSERT INTO public.audit_events (actor_kind, action)
                VALUES ('system', 'note.added') RETURNING at > now() - interval '1 minute'
                """
            let isNow: Bool = try await owner.query(undated).single().decode(0)
            #expect(isNow)
        }
    }

    @Test func `cannot lie before what was sealed already`() async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            try await site.record(2)
            try await site.sealer.seal()
            try await site.tamper(Self.forge)
            try await site.sealer.seal()
            let found = try await site.problems()
            #expect(found == [.misdated])
        }
    }

    @Test func `is held against the last look of a sealer that had nothing to do`() async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            try await site.sealer.seal()
            // As if that had been long ago: nothing was sealed since.
            try await site.tamper(
                "TRUNCATE public.audit_events, public.audit_seals, public.audit_waiting")
            site.end.head = nil
            try await site.sealer.seal()
            try await site.tamper(Self.forge)
            try await site.sealer.seal()
            let found = try await site.problems()
            #expect(found == [.misdated])
        }
    }

    @Test func `may be old where the records waited long`() async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            for _ in 0..<5 { try await site.tamper(Self.forge) }
            while try await site.sealer.sealBatch(size: 2) > 0 {}
            let found = try await site.problems()
            #expect(found.isEmpty)
        }
    }

    @Test func `tells when sealing is late`() async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            try await site.sealer.seal()
            try await site.record(1)
            let fresh = try await site.verifier.verify()
            #expect(fresh.unsealed == 1 && fresh.isWell)
            try await site.tamper(
                """
                UPDATE public.audit_events SET at = at - interval '2 minutes'
                WHERE id IN (SELECT event_id FROM public.audit_waiting)
                """)
            let late = try await site.verifier.verify()
            #expect(late.problems.isEmpty && late.isSealingLate && !late.isWell)
            try await site.sealer.seal()
            let sealed = try await site.verifier.verify()
            #expect(sealed.isWell)
        }
    }
}
