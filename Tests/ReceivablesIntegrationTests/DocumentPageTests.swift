import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `The page of a document` {
    private static func line(_ movement: DocumentMovement) -> String {
        "\(movement.effectiveOn) \(movement.kind.name) \(movement.amount) \(movement.balance)"
            + (movement.otherNumber.map { " \($0)" } ?? "")
            + (movement.cause.name.map { " \($0)" } ?? "")
    }

    @Test func `shows exactly what moved it`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            let invoice = try await books.document(story.invoice)
            #expect(
                invoice.movements.map(Self.line) == [
                    "2026-01-10 Invoice 10000 10000", "2026-02-20 Allocation -6000 4000 P-1",
                    "2026-03-01 Allocation -3000 1000 C-1", "2026-04-01 Write-off -1000 0",
                ])
            #expect(invoice.open == 0)
            #expect(invoice.daysOverdue == 0)
            #expect(invoice.movements[1].other == story.receipt)
            #expect(invoice.customer.name == "Story & Sons")
            let receipt = try await books.document(story.receipt)
            #expect(
                receipt.movements.map(Self.line) == [
                    "2026-02-20 Receipt -6000 -6000", "2026-02-20 Allocation 6000 0 S-1",
                ])
            let open = try await books.document(story.open)
            #expect(open.open == 7_500)
            #expect(open.daysOverdue == 30)
        }
    }

    @Test func `shows what was open on an earlier day`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            for (day, open, late) in [
                ("2026-01-09", 0, 0), ("2026-01-10", 10_000, 0), ("2026-02-19", 10_000, 9),
                ("2026-02-20", 4_000, 10), ("2026-03-31", 1_000, 49), ("2026-04-01", 0, 0),
            ] as [(LocalDate, Int64, Int)] {
                let record = try await books.document(story.invoice, asOf: day)
                #expect(record.open == open, "\(day)")
                #expect(record.daysOverdue == late, "\(day)")
            }
        }
    }

    @Test func `shows both currencies and the exchange difference of either side`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            let invoice = try await books.document(story.foreign)
            #expect(invoice.movements.map(\.amount) == [5_000, -5_000])
            #expect(invoice.movements.map(\.baseAmount) == [5_500, -5_500])
            #expect(invoice.movements.map(\.baseBalance) == [5_500, 0])
            for id in [story.foreign, story.foreignReceipt] {
                let difference = try await books.document(id).journal
                    .filter { $0.source == .allocation }
                #expect(difference.map(\.baseAmount).sorted() == [-500, 500])
                #expect(Set(difference.map(\.accountCode)) == ["1100", "7000"])
            }
            let document = try await books.document(story.invoice)
            #expect(
                document.journal.map { "\($0.accountCode) \($0.baseAmount)" } == [
                    "1100 10000", "4000 -10000", "1100 -1000", "6100 1000",
                ])
        }
    }

    @Test func `shows instalments with what is open of each`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(
                acme, "R-1", on: "2026-01-10", "100.00 USD",
                instalments: [("2026-02-10", "40.00 USD"), ("2026-03-10", "60.00 USD")])
            let receipt = try await books.receipt(acme, "P-1", on: "2026-02-01", "50.00 USD")
            try await books.allocate(receipt, to: invoice, "50.00 USD")
            let record = try await books.document(invoice, asOf: "2026-03-20")
            #expect(record.instalments.map(\.amount) == [4_000, 6_000])
            #expect(record.instalments.map(\.open) == [0, 5_000])
            #expect(record.oldestOpenDue == "2026-03-10")
            #expect(record.daysOverdue == 10)
        }
    }

    @Test func `has two orders, each with the balance as it ran`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            // Recorded last, effective in between.
            try await books.correct(
                story.open, date: "2026-05-01", due: "2026-05-31", to: "80.00 USD")
            _ = try await books.posting.void(books.scope, [story.receipt])
            let effective = try await books.document(story.invoice)
            let recorded = try await books.document(story.invoice, order: .recorded)
            #expect(
                effective.movements.map(Self.line) == [
                    "2026-01-10 Invoice 10000 10000", "2026-02-20 Allocation -6000 4000 P-1",
                    "2026-02-20 Allocation 6000 10000 P-1 Taken back",
                    "2026-03-01 Allocation -3000 7000 C-1", "2026-04-01 Write-off -1000 6000",
                ])
            #expect(
                recorded.movements.map(Self.line) == [
                    "2026-01-10 Invoice 10000 10000", "2026-02-20 Allocation -6000 4000 P-1",
                    "2026-03-01 Allocation -3000 1000 C-1", "2026-04-01 Write-off -1000 0",
                    "2026-02-20 Allocation 6000 6000 P-1 Taken back",
                ])
            #expect(recorded.open == 6_000)
            #expect(try await books.document(story.receipt).status == .void)
        }
    }

    @Test func `says which file brought it`() async throws {
        try await Books.use { books in
            let list =
                "Customer,Invoice No,Invoice Date,Due Date,Amount\nA,1,2026-01-10,2026-02-10,5\n"
            try await books.importing(list)
            let id = try await books.number("SELECT id FROM ar_document")
            let record = try await books.document(ID(id))
            #expect(record.origin?.fileName == "test.csv")
            #expect(record.isDateAssumed == false)
        }
    }

    @Test func `is not there for an id that nobody has`() async throws {
        try await Books.use { books in
            await #expect(throws: AccountError.unknownDocument) {
                try await books.document(ID(4_711))
            }
        }
    }
}
