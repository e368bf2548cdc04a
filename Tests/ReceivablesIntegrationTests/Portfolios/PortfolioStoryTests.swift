import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `A portfolio` {
    private struct Story {
        let books: Books
        let mine: CustomerID
        let other: CustomerID
        let invoice: DocumentID
        let scope: Scope
    }

    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await Books.use { books in
            let ids = try await books.customers.create(
                books.scope,
                [
                    CustomerDraft(code: "mine", name: "Mine", group: "North"),
                    CustomerDraft(code: "other", name: "Other", group: "South"),
                ])
            _ = try await books.invoice(ids[0], "I-1", on: "2026-01-10", "100.00 USD")
            let invoice = try await books.invoice(ids[1], "I-2", on: "2026-01-10", "7.00 USD")
            let group = try await books.database.read(
                books.scope, "SELECT id FROM ar_customer_group WHERE name = 'North'"
            ).single().int64(0)
            try await body(
                Story(
                    books: books, mine: ids[0], other: ids[1], invoice: invoice,
                    scope: `Somebody with a portfolio`.scope(books, [group])))
        }
    }

    private static func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as any DomainError {
            return error.code
        } catch {
            return "\(error)"
        }
    }

    @Test func `leaves reading and notes of the rights that a role has`() async throws {
        try await Self.use { story in
            #expect(story.scope.permissions == [.readReceivables, .writeNotes])
        }
    }

    @Test func `follows a customer to another group with the next question`() async throws {
        try await Self.use { story in
            let books = story.books
            func total() async throws -> Int64? {
                try await books.aging.report(
                    story.scope, AgingRequest(asOf: "2026-02-01", limits: .standard)
                ).first?.totals.total
            }
            #expect(try await total() == 10_000)
            _ = try await books.database.write(
                books.scope,
                ["UPDATE ar_customer SET group_id = NULL WHERE id = \(story.mine)"])
            #expect(try await total() == 0)
            _ = try await books.database.write(
                books.scope,
                [
                    """
                    UPDATE ar_customer SET group_id = (
                        SELECT id FROM ar_customer_group WHERE name = 'North')
                    """
                ])
            #expect(try await total() == 10_700)
        }
    }

    @Test func `has no control balance`() async throws {
        try await Self.use { story in
            let report = try await story.books.aging.report(
                story.scope, AgingRequest(asOf: "2026-02-01", limits: .standard))
            #expect(report.first?.controlBalance == nil)
            let said = report.first?.reconciliation(LocaleFormat("en-US"))
            #expect(said == AgingReport.portfolioNote)
            let home = try await story.books.home.overview(story.scope, today: "2026-02-01")
            #expect(home.controlBalance == nil)
            #expect(home.daysSalesOutstanding.creditSales == 10_000)
        }
    }

    @Test func `takes notes on its customers alone`() async throws {
        try await Self.use { story in
            let note = try NoteText("Called")
            try await story.books.notes.add(story.scope, to: story.mine, note)
            let refusals = [
                await Self.code {
                    try await story.books.notes.add(story.scope, to: story.other, note)
                },
                await Self.code {
                    try await story.books.notes.add(story.scope, to: CustomerID(999), note)
                },
            ]
            #expect(refusals == ["customer_unknown", "customer_unknown"])
            let notes = try await story.books.database.read(
                story.books.scope, "SELECT customer_id, actor FROM ar_note")
            let written = try notes.map { "\(try $0.int64(0)) \(try $0.string(1))" }
            #expect(written == ["\(story.mine) cleo@example.com"])
        }
    }

    @Test func `has another's document as little as one that is not there`() async throws {
        try await Self.use { story in
            for id in [story.invoice, DocumentID(999)] {
                let code = await Self.code {
                    _ = try await story.books.documents.document(
                        story.scope, id, asOf: "2026-02-01")
                }
                #expect(code == "document_unknown")
            }
        }
    }

    /// What nobody made a view for: the question is refused and not answered for everybody.
    @Test func `refuses what is of the whole company`() async throws {
        try await Self.use { story in
            for question: Query in [
                "SELECT count(*) FROM ar_upload", "SELECT * FROM ar_aging_snapshot",
                "SELECT * FROM ar_verify()", "SELECT ar_fold()",
            ] {
                let read = await Self.code {
                    _ = try await story.books.database.read(story.scope, question)
                }
                #expect(read == "beyond_portfolio")
            }
            let fold = await Self.code {
                _ = try await story.books.rollups.run(story.scope, today: "2026-02-01")
            }
            #expect(fold != nil)
        }
    }
}
