import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite(.timeLimit(.minutes(20))) struct `Requests that wait are posted together` {
    private static func invoice(
        _ customer: CustomerID, _ number: String, due: LocalDate? = "2026-02-10",
        _ amount: Money = "10.00 USD"
    ) -> NewDocument {
        NewDocument(
            DocumentDraft(
                kind: .invoice, customer: customer, number: number, date: "2026-01-10",
                dueDate: due, amount: amount))
    }

    /// How many transactions have posted documents.
    private static func transactions(_ books: Books) async throws -> Int64 {
        let count: Query = "SELECT count(DISTINCT xmin::text) FROM ar_document"
        return try await books.database.read(books.scope, count).single().decode(0)
    }

    private static func numbers(_ books: Books) async throws -> [String] {
        try await books.database.read(
            books.scope, "SELECT number FROM ar_document ORDER BY number"
        ).map { try $0.string(0) }
    }

    @Test func `each with its own answer, record and key`() async throws {
        try await Books.use { books in
            let site = JointSite(books)
            let customer = try await books.customer("Ann")
            let sent = (0..<20).map { place in
                JointSite.Sent(
                    key: "k\(place)",
                    document: Self.invoice(
                        customer, "R-\(place)",
                        Money(minorUnits: Int64(100 + place), currency: Books.base)),
                    program: Int64(place % 3 + 1), address: "192.0.2.\(place)")
            }
            let outcome = try await site.together(sent)
            let answers = try outcome.all
            #expect(outcome.alone.isEmpty && answers.count == sent.count)
            #expect(try await Self.transactions(books) == 1)
            for (one, answer) in zip(sent, answers) {
                let id = try #require(Int64(answer.path?.dropFirst().dropLast() ?? ""))
                let read = try await site.register.document(books.scope, ID(id), .invoice)
                #expect(read.entry.number == one.document.draft.number)
                #expect(answer.status == 201 && !answer.isReplay)
                #expect(answer.body == JointSite.answer(read).body)
                // Sent again it is answered with the same, also with what has no digit in ASCII.
                let again = try await site.alone(one)
                #expect(again.isReplay && again.body == answer.body && again.path == answer.path)
                let records = try await books.pool.query(
                    """
                    SELECT action, actor_kind, actor_id, address, request_id, after::text
                    FROM public.audit_events WHERE object_kind = 'document'
                        AND object_id = \("\(id)")
                    """)
                let record = try records.single()
                #expect(try record.string(0) == "document.posted")
                #expect(try record.string(1) == "key" && record.int64(2) == one.program)
                #expect(try record.string(3) == one.address)
                #expect(try record.string(4) == "request \(one.key)")
                let after = try record.string(5)
                #expect(
                    after.contains("\"\(one.document.draft.number)\"") && after.contains("[\(id)]"))
            }
            #expect(try await books.differences() == [])
        }
    }

    /// What is recorded and read of one of several is what is recorded and read of one alone.
    @Test func `with nothing about them that tells so`() async throws {
        try await Books.use { books in
            let site = JointSite(books)
            try await books.customers.createTerms(
                books.scope,
                PaymentTerms(
                    name: "halves", dueDays: 30,
                    instalments: [
                        .init(partsPerTenThousand: 3_333, days: 30),
                        .init(partsPerTenThousand: 6_667, days: 60),
                    ]))
            let customer = try #require(
                try await books.customers.create(
                    books.scope, [CustomerDraft(code: "Ann", name: "Ann", terms: "halves")]
                ).first)
            let alone = JointSite.Sent(
                key: "alone", document: Self.invoice(customer, "R", due: nil, "10.01 USD"))
            _ = try await site.alone(alone)
            let outcome = try await site.together(
                ["A", "B"].map {
                    JointSite.Sent(
                        key: $0, document: Self.invoice(customer, $0, due: nil, "10.01 USD"))
                })
            #expect(try outcome.all.count == 2 && outcome.alone.isEmpty)
            var records: Set<String> = []
            var documents: Set<String> = []
            for id in 1...3 as ClosedRange<Int64> {
                let read = try await site.register.document(books.scope, ID(id), .invoice)
                documents.insert(
                    "\(read.entry.dueDate) \(read.entry.open) \(read.instalments.map { "\($0.number) \($0.dueDate) \($0.amount) \($0.open)" })"
                )
                let row = try await books.pool.query(
                    """
                    SELECT before::text, after::jsonb - 'numbers' - 'ids'
                    FROM public.audit_events WHERE object_kind = 'document'
                        AND object_id = \("\(id)")
                    """
                ).single()
                records.insert("\(try row.decode(0, as: String?.self) ?? "-") \(try row.string(1))")
            }
            #expect(documents.count == 1 && records.count == 1, "\(documents) \(records)")
            for (key, answer) in zip(["A", "B"], try outcome.all) {
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(text.contains("3.34") || text.contains("3.33"), "\(key): \(text)")
            }
            #expect(try await books.differences() == [])
        }
    }

    @Test func `and alone where one of them cannot be posted`() async throws {
        try await Books.use { books in
            let site = JointSite(books)
            let customer = try await books.customer("Ann")
            _ = try await site.alone(
                .init(key: "before", document: Self.invoice(customer, "R-0")))
            let sent = [
                JointSite.Sent(key: "a", document: Self.invoice(customer, "R-1")),
                .init(key: "b", document: Self.invoice(ID(999), "R-2")),
                .init(key: "c", document: Self.invoice(customer, "R-0")),
                .init(key: "d", document: Self.invoice(customer, "R-3")),
            ]
            let outcome = try await site.together(sent)
            #expect(outcome.alone.sorted() == ["a", "b", "c", "d"])
            #expect(try outcome.answers[0].get().status == 201)
            #expect(try outcome.answers[3].get().status == 201)
            #expect(throws: PostingError.unknownCustomer) { try outcome.answers[1].get() }
            #expect(throws: PostingError.self) { try outcome.answers[2].get() }
            #expect(try await Self.numbers(books) == ["R-0", "R-1", "R-3"])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `and alone where a key was sent before or is sent twice`() async throws {
        try await Books.use { books in
            let site = JointSite(books)
            let customer = try await books.customer("Ann")
            let known = JointSite.Sent(key: "a", document: Self.invoice(customer, "R-1"))
            let before = try await site.alone(known)
            let other = JointSite.Sent(key: "b", document: Self.invoice(customer, "R-2"))
            let outcome = try await site.together([
                known, other, other,
                .init(key: "a", document: Self.invoice(customer, "R-4")),
            ])
            let replay = try outcome.answers[0].get()
            #expect(replay.isReplay && replay.body == before.body)
            let twins = try [outcome.answers[1].get(), outcome.answers[2].get()]
            #expect(twins[0].body == twins[1].body && twins.count(where: \.isReplay) == 1)
            #expect(throws: OnceError.keyUsed) { try outcome.answers[3].get() }
            #expect(try await Self.numbers(books) == ["R-1", "R-2"])
            #expect(try await books.differences() == [])
        }
    }

    /// An import may hold a number for minutes: it stops nobody who does not want that one.
    @Test func `and wait for no row that somebody else holds`() async throws {
        try await Books.use(connections: 8) { books in
            let site = JointSite(books)
            let customer = try await books.customer("Ann")
            let others = ["a", "c", "d"].map {
                JointSite.Sent(key: $0, document: Self.invoice(customer, "R-\($0)"))
            }
            let held = Self.invoice(customer, "R-held")
            let (isDone, tellDone) = AsyncStream.makeStream(of: Void.self)
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = books.database.transaction(books.scope) { connection in
                defer { tellHeld.finish() }
                _ = try books.posting.book(
                    books.scope, [held], today: "2026-12-31", on: connection)
                tellHeld.finish()
                for await _ in isDone {}
            }
            for await _ in isHeld {}
            async let outcome = site.together(
                others + [JointSite.Sent(key: "b", document: held)])
            while try await Self.numbers(books).count < others.count {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(try await Self.numbers(books) == ["R-a", "R-c", "R-d"])
            tellDone.finish()
            try await holding
            let came = try await outcome
            #expect(throws: PostingError.self) { try came.answers[3].get() }
            #expect(try came.answers.prefix(3).allSatisfy { try $0.get().status == 201 })
            #expect(try await books.differences() == [])
        }
    }

    @Test func `and alone where what goes on does not end`() async throws {
        try await Books.use { books in
            let site = JointSite(books, patience: .milliseconds(20))
            let customer = try await books.customer("Ann")
            let sent = (0..<3).map {
                JointSite.Sent(key: "k\($0)", document: Self.invoice(customer, "R-\($0)"))
            }
            let outcome = try await site.together(sent) {
                while try await Self.numbers(books).count < sent.count {
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            #expect(try outcome.all.allSatisfy { $0.status == 201 })
            #expect(outcome.alone.sorted() == ["k0", "k1", "k2"])
            #expect(site.joint.counts(of: books.tenant.id).waiting == 0)
        }
    }

    /// What hangs takes nobody's place for longer than it is waited for.
    @Test func `and where what goes on does not end others take its place`() async throws {
        try await Books.use(connections: 8) { books in
            let site = JointSite(books, patience: .milliseconds(20))
            let customer = try await books.customer("Ann")
            let first = (0..<3).map {
                JointSite.Sent(key: "k\($0)", document: Self.invoice(customer, "R-\($0)"))
            }
            let outcome = try await site.together(first) {
                while try await Self.numbers(books).count < first.count {
                    try await Task.sleep(for: .milliseconds(5))
                }
                // They hang still, and take nobody's place.
                #expect(site.joint.counts(of: books.tenant.id).running == 0)
                let next = JointSite.Sent(key: "next", document: Self.invoice(customer, "S"))
                _ = try await site.perform(next) {
                    #expect(site.joint.counts(of: books.tenant.id).running == 1)
                    return try await site.alone(next)
                }
            }
            #expect(try outcome.all.count == 3)
            // What hung has ended by now, and has not been counted out twice.
            #expect(site.joint.counts(of: books.tenant.id).running == 0)
            #expect(try await Self.numbers(books) == ["R-0", "R-1", "R-2", "S"])
        }
    }

    /// Whatever comes when, each is posted once and answered with its own.
    @Test func `however they come`() async throws {
        try await Books.use(connections: 8) { books in
            let site = JointSite(books, patience: JointPosting.patience)
            let customer = try await books.customer("Ann")
            let bodies = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for place in 0..<200 {
                    let one = JointSite.Sent(
                        key: "k\(place)", document: Self.invoice(customer, "R-\(place)"))
                    group.addTask {
                        let answer = try await site.perform(one) { try await site.alone(one) }
                        return (place, answer.body)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for (place, body) in bodies {
                #expect(String(decoding: body, as: UTF8.self).contains(" R-\(place) "))
            }
            #expect(try await Self.numbers(books).count == 200)
            #expect(try await Self.transactions(books) < 100)
            #expect(try await books.differences() == [])
        }
    }
}
