import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite
struct `What was known at a time` {
    @Test func `is not told for the time since an open transaction has begun`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let before = try await books.now()
            let draft = DocumentDraft(
                kind: .invoice, customer: acme, number: "R-2", date: "2026-01-10",
                amount: "50.00 USD")
            let (hasWritten, tellWritten) = AsyncStream.makeStream(of: Void.self)
            let (mayCommit, tellCommit) = AsyncStream.makeStream(of: Void.self)
            async let writing: Void = books.database.transaction(books.scope) { connection in
                _ = try connection.query(PostingStorage.post([draft]))
                tellWritten.finish()
                for await _ in mayCommit {}
            }
            for await _ in hasWritten {}
            let during = try await books.now()
            await #expect {
                try await books.report(asOf: "2026-12-31") { $0.knownAt = during }
            } throws: { error in
                guard case .knownAtTooRecent(let earliest)? = error as? AgingError else {
                    return false
                }
                return earliest > before && earliest < during
            }
            let past = try await books.report(asOf: "2026-12-31") { $0.knownAt = before }
            #expect(past.totals.total == 10_000)
            tellCommit.finish()
            try await writing
            let after = try await books.report(asOf: "2026-12-31") { $0.knownAt = during }
            #expect(after.totals.total == 15_000)
            #expect(after.controlBalance == 15_000)
            let again = try await books.report(asOf: "2026-12-31") { $0.knownAt = before }
            #expect(again.totals.total == 10_000)
        }
    }

    @Test func `does not wait for those who only read`() async throws {
        try await Books.use { books in
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            let (hasBegun, tellBegun) = AsyncStream.makeStream(of: Void.self)
            async let reading: Void = books.pool.transaction { connection in
                _ = try connection.query("SELECT count(*) FROM tenants")
                tellBegun.finish()
                for await _ in mayEnd {}
            }
            for await _ in hasBegun {}
            let now = try await books.now()
            let report = try await books.report(asOf: "2026-12-31") { $0.knownAt = now }
            #expect(report.rows.isEmpty)
            tellEnd.finish()
            try await reading
        }
    }

    @Test func `is not told for the future`() async throws {
        try await Books.use { books in
            let future = try await books.now().adding(.seconds(60))
            await #expect(throws: AgingError.knownAtInFuture) {
                try await books.report(asOf: "2026-12-31") { $0.knownAt = future }
            }
        }
    }

    @Test func `has one time for a transaction`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let drafts = (1...3).map { number in
                var draft = DocumentDraft(
                    kind: .invoice, customer: acme, number: "R-\(number)", date: "2026-01-10",
                    amount: "50.00 USD")
                draft.isDisputed = true
                draft.lines = [.init(description: "goods", amount: "50.00 USD")]
                return draft
            }
            _ = try await books.posting.post(books.scope, drafts)
            let receipt = try await books.receipt(acme, "P-1", on: "2026-01-20", "50.00 USD")
            let refund = try await books.refund(
                receipt, to: acme, "F-1", on: "2026-01-21", "60.00 USD")
            // Three transactions: the invoices, the receipt, the refund with its allocation.
            let times = try await books.database.read(
                books.scope,
                """
                SELECT count(DISTINCT recorded_at) FILTER (WHERE source = 1),
                    count(DISTINCT recorded_at) FILTER (WHERE source = 2),
                    count(DISTINCT recorded_at) FILTER (WHERE source = 3),
                    count(DISTINCT recorded_at),
                    count(DISTINCT recorded_at) FILTER (WHERE document = \(refund))
                FROM (
                    SELECT 1 AS source, recorded_at, document_id AS document FROM ar_entry
                    UNION ALL SELECT 2, recorded_at, id FROM ar_document
                    UNION ALL SELECT 3, recorded_at, NULL FROM journal_entry
                    UNION ALL SELECT 4, recorded_at, NULL FROM journal_line
                ) AS t
                """
            ).single()
            #expect(try (0..<5).map { try times.int64($0) } == [3, 3, 3, 3, 1])
        }
    }
}
