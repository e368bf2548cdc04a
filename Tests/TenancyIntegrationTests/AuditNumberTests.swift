import BooksTestSupport
import PostgresClient
import Tenancy
import Testing

@Suite struct `Numbers of seals` {
    private static let uncheck: Query =
        "ALTER TABLE public.audit_seals DROP CONSTRAINT audit_seals_number_check"

    /// - Parameter body: gets the number of the last seal.
    private static func use(_ body: (AuditSite, Int64) async throws -> Void) async throws {
        try await Books.use { books in
            let site = AuditSite(books)
            try await site.record(6)
            try await site.sealer.seal()
            let last = try #require(site.end.head?.number)
            try await body(site, last)
        }
    }

    /// Gives the last seal another number.
    private static func renumber(_ last: Int64, _ number: Int64) -> Query {
        "UPDATE public.audit_seals SET number = \(number) WHERE number = \(last)"
    }

    /// A seal, without the key, of an event that nobody recorded.
    private static func forge(_ number: Int64?) -> Query {
        """
        WITH event AS (
            INSERT INTO public.audit_events (actor_kind, action) VALUES ('system', 'note.added')
            RETURNING id
        )
        INSERT INTO public.audit_seals (number, event_id, hash, sealed_at, caught_up)
        SELECT \(optional: number), id, sha256(''), clock_timestamp(), true FROM event
        """
    }

    @Test(arguments: [4_000_000_000_000, Int64.max])
    func `leave a gap that is told as one, however long it is`(_ number: Int64) async throws {
        try await Self.use { site, last in
            try await site.tamper(Self.renumber(last, number))
            let found = try await site.verifier.verify().problems
            #expect(found.map(\.kind) == [.sealMissing, .altered, .cut])
            #expect(found.compactMap(\.seal) == [last, number, last])
            #expect(found.first?.lastSeal == number - 1)
            #expect(found.first?.sentence == "Seals \(last) to \(number - 1) are missing.")
            // Nor does anything go on from there.
            try await site.record(1)
            await #expect(throws: AuditError.self) { try await site.sealer.seal() }
        }
    }

    @Test func `that are missing are told by themselves where it is one`() async throws {
        try await Self.use { site, last in
            try await site.tamper(Self.renumber(last, last + 1))
            let found = try await site.verifier.verify().problems
            #expect(found.map(\.kind) == [.sealMissing, .altered, .cut])
            #expect(found.first?.lastSeal == nil)
            #expect(found.first?.sentence == "Seal \(last) is missing.")
        }
    }

    @Test(arguments: [0, -1, Int64.min])
    func `are not below one`(_ number: Int64) async throws {
        try await Self.use { site, last in
            try await site.tamper(Self.uncheck, Self.renumber(last, number))
            let found = try await site.verifier.verify().problems
            // Nor is the event sealed then.
            #expect(found.map(\.kind) == [.cut, .altered, .added])
            #expect(found.compactMap(\.seal) == [last, number])
        }
        try await Self.use { site, _ in
            try await site.tamper(Self.uncheck, Self.forge(number))
            let found = try await site.verifier.verify().problems
            #expect(found.map(\.kind) == [.altered, .added])
            #expect(found.compactMap(\.seal) == [number])
        }
    }

    @Test func `are there`() async throws {
        let unnumber: Query = "ALTER TABLE public.audit_seals ALTER number DROP NOT NULL"
        let unkey: Query = "ALTER TABLE public.audit_seals DROP CONSTRAINT audit_seals_pkey"
        try await Self.use { site, _ in
            try await site.tamper(unkey, unnumber, Self.forge(nil))
            let found = try await site.verifier.verify().problems
            #expect(found.map(\.kind) == [.altered, .added])
            #expect(found.first?.seal == nil)
            #expect(found.first?.event != nil && found.first?.event == found.last?.event)
        }
    }

    /// What the program has not written is found out, and nothing behind it is hidden by it.
    @Test func `are read with whatever stands beside them`() async throws {
        let empty: Query = "ALTER TABLE public.audit_seals ALTER hash DROP NOT NULL"
        let lone: Query = "ALTER TABLE public.audit_seals ALTER event_id DROP NOT NULL"
        try await Self.use { site, last in
            try await site.tamper(
                empty, lone, "UPDATE public.audit_seals SET hash = NULL WHERE number = 2",
                "UPDATE public.audit_seals SET event_id = NULL WHERE number = 4")
            let found = try await site.verifier.verify().problems
            #expect(found.compactMap(\.seal) == [2, 3, 4])
            #expect(found.map(\.kind) == [.altered, .altered, .eventMissing, .added])
        }
    }

    @Test func `are looked at each time they occur, wherever a batch ends`() async throws {
        try await Self.use { site, last in
            for size in 1...last + 1 {
                let whole = try await site.verifier.verify(batchSize: size)
                #expect(whole.problems.isEmpty && whole.sealed == last)
            }
            try await site.tamper(
                "ALTER TABLE public.audit_seals DROP CONSTRAINT audit_seals_pkey", Self.forge(2))
            for size in 1...last + 1 {
                let found = try await site.verifier.verify(batchSize: size)
                #expect(found.sealed == last + 1)
                #expect(found.problems.contains { $0.kind == .altered && $0.seal == 2 })
            }
        }
    }

    @Test func `are read no further when their reader is cancelled`() async throws {
        try await Self.use { site, _ in
            let reading = Task {
                try await site.verifier.verify(batchSize: 1) { checked in
                    if checked == 2 { withUnsafeCurrentTask { task -> Void in task?.cancel() } }
                    #expect(checked <= 2)
                }
            }
            await #expect(throws: PostgresError.cancelled) { _ = try await reading.value }
        }
    }
}
