import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite
struct `Many at once` {
    private static let rounds = TestLength.isLong ? 60 : 12

    /// Documents of two customers that everybody wants to settle.
    private static func documents(
        _ books: Books
    ) async throws -> (invoices: [DocumentID], credits: [DocumentID]) {
        var (invoices, credits): ([DocumentID], [DocumentID]) = ([], [])
        try await books.setRate("EUR", from: "2026-01-01", "1.1007")
        try await books.setRate("EUR", from: "2026-01-20", "1.1933")
        for (code, currency) in [("a", "USD"), ("b", "EUR")] {
            let customer = try await books.customer(code)
            let amounts = ["90.00", "45.00", "70.00"].map { Shorthand.money("\($0) \(currency)") }
            for number in 1...3 {
                invoices.append(
                    try await books.invoice(
                        customer, "R-\(number)", on: "2026-01-10", amounts[0],
                        instalments: [("2026-02-10", amounts[1]), ("2026-03-10", amounts[1])]))
                credits.append(
                    try await books.receipt(customer, "P-\(number)", on: "2026-01-20", amounts[2]))
            }
        }
        return (invoices, credits)
    }

    /// One thing that somebody does to the documents; what cannot be is refused in words.
    private static func act(
        _ books: Books, _ random: inout SeededRandom, _ invoices: [DocumentID],
        _ credits: [DocumentID], _ allocations: SharedList
    ) async throws {
        let amount = Int64(random.int(1...3_000))
        guard let invoice = random.pick(invoices), let credit = random.pick(credits) else { return }
        do {
            switch random.int(1...20) {
            case 1...12:
                let ids = try await books.posting.allocate(
                    books.scope,
                    [
                        AllocationRequest(credit: credit, target: invoice, minorUnits: amount),
                        AllocationRequest(credit: credit, target: invoice, minorUnits: 1),
                    ])
                allocations.append(ids)
            case 13...15:
                let some = allocations.last(3)
                _ = try await books.posting.reverse(books.scope, some)
            case 16...18:
                try await books.posting.writeOff(
                    books.scope,
                    [WriteOffRequest(document: invoice, minorUnits: amount, date: "2026-02-01")],
                    today: "2026-02-01")
            case 19 where random.chance(2):
                _ = try await books.posting.revalue(books.scope, on: "2026-01-31")
            case 19:
                let draft = DocumentDraft(
                    kind: .refund, customer: CustomerID(1), number: "F\(random.next())",
                    date: "2026-03-01", amount: "1.00 USD")
                _ = try await books.posting.refund(books.scope, draft, of: credits[0])
            default:
                // Seldom, and not all: there must be something left to fight for.
                guard invoice != invoices[0], random.chance(4) else { return }
                _ = try await books.posting.void(books.scope, [invoice])
            }
        } catch PostingError.moreThanOpen, PostingError.notAllocatable {
            // Somebody else was first.
        }
    }

    @Test func `settle the same documents without a deadlock or a cent too much`() async throws {
        let seed = SeededRandom().seed
        try await Books.use(connections: 16) { books in
            let (invoices, credits) = try await Self.documents(books)
            let allocations = SharedList()
            await withTaskGroup(of: Void.self) { group in
                for worker in 1...16 {
                    group.addTask {
                        var random = SeededRandom(seed: seed &+ UInt64(worker))
                        do {
                            for _ in 1...Self.rounds {
                                try await Self.act(
                                    books, &random, invoices, credits, allocations)
                            }
                        } catch {
                            Issue.record("COUNTINGHOUSE_TEST_SEED=\(seed): \(error)")
                        }
                    }
                }
            }
            #expect(try await books.differences() == [])
            let report = try await books.report(asOf: "2026-12-31") { $0.rows = .invoice }
            #expect(report.totals.total == report.controlBalance)
            let left: Int64 = try await books.database.read(
                books.scope, "SELECT count(*) FROM ar_open_item WHERE amount = 0"
            ).single().decode(0)
            #expect(left == 0, "seed \(seed)")
            for row in report.rows {
                let isCredit = row.item?.kind == .receipt
                #expect(isCredit ? row.total < 0 : row.total > 0, "seed \(seed)")
            }
        }
    }

    /// What a dashboard, the ledger and the journal say in one moment.
    private static func moment(_ books: Books, on day: LocalDate) async throws -> [Int64] {
        let rows = try await books.database.readTogether(
            books.scope,
            [
                SummaryStorage.distribution(day), SummaryStorage.stats(day),
                """
                SELECT coalesce(sum(base_amount), 0)::bigint,
                    coalesce(sum(base_amount) FILTER (WHERE due_on < \(day)), 0)::bigint
                FROM ar_entry WHERE effective_on <= \(day)
                """,
                """
                SELECT coalesce(sum(base_amount), 0)::bigint FROM (
                    SELECT * FROM ledger_balance UNION ALL
                    SELECT account_id, currency, entry_on, amount, base_amount FROM ledger_delta
                ) AS b WHERE account_id = 1 AND entry_on <= \(day)
                """,
            ])
        return [
            try rows[0].single().int64(0), try rows[1].single().int64(0),
            try rows[2].single().int64(0), try rows[3].single().int64(0),
            try rows[0].single().int64(1), try rows[1].single().int64(1),
            try rows[2].single().int64(1),
        ]
    }

    @Test func `read exact figures while others post and fold`() async throws {
        let seed = SeededRandom().seed
        try await Books.use(connections: 8) { books in
            let (invoices, credits) = try await Self.documents(books)
            let allocations = SharedList(workers: 4)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 1...4 {
                    group.addTask {
                        defer { allocations.endWork() }
                        var random = SeededRandom(seed: seed &+ UInt64(worker))
                        for round in 1...Self.rounds {
                            try await Self.act(books, &random, invoices, credits, allocations)
                            _ = try await books.invoice(
                                CustomerID(Int64(random.int(1...2))), "W\(worker)-\(round)",
                                on: "2026-02-01", due: "2026-02-20", "10.00 USD")
                        }
                    }
                }
                group.addTask {
                    var random = SeededRandom(seed: seed)
                    while allocations.isInUse {
                        let today = try Shorthand.date("2026-02-01").adding(
                            days: random.int(0...90))
                        _ = try await books.rollups.run(books.scope, today: today)
                    }
                }
                for _ in 1...2 {
                    group.addTask {
                        while allocations.isInUse {
                            for day: LocalDate in ["2026-02-15", "2026-03-11", "2026-06-30"] {
                                let figures = try await Self.moment(books, on: day)
                                #expect(Set(figures.prefix(4)).count == 1, "seed \(seed)")
                                #expect(Set(figures.suffix(3)).count == 1, "seed \(seed)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            _ = try await books.rollups.run(books.scope, today: "2026-06-30")
            #expect(try await books.differences() == [])
        }
    }
}
