import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// Lists of settled documents are read off a table of their own, which everything that settles,
/// opens again, corrects or voids has to keep.
@Suite struct `Lists of what is settled` {
    private typealias Question = RegisterQuestion

    /// In every order, as one list.
    private static func settled(
        _ books: Books, _ kind: DocumentKind = .invoice,
        _ adjust: (inout Question) -> Void = { _ in }
    ) async throws -> [DocumentID] {
        let register = DocumentRegister(database: books.database)
        var lists: [[DocumentID]] = []
        for sort in Question.Sort.allCases {
            for order in Question.Order.allCases {
                var question = Question(kind: kind, today: "2026-12-31")
                (question.status, question.sort, question.order) = (.settled, sort, order)
                question.limit = 1
                adjust(&question)
                var list: [DocumentEntry] = []
                repeat {
                    let page = try await register.list(books.scope, question)
                    list += page.entries
                    question.after = try page.next.map { try DocumentCursor($0.text) }
                } while question.after != nil
                #expect(list.allSatisfy { $0.open.minorUnits == 0 })
                let keys = list.map { Self.key($0, question.effectiveSort) }
                #expect(keys == (order == .ascending ? keys.sorted() : keys.sorted(by: >)))
                lists.append(list.map(\.id).sorted { $0.rawValue < $1.rawValue })
            }
        }
        #expect(Set(lists).count == 1, "the orders show different documents")
        #expect(try await books.differences() == [])
        return lists[0]
    }

    private static func key(_ entry: DocumentEntry, _ sort: Question.Sort) -> Int64 {
        switch sort {
        case .id: entry.id.rawValue
        case .date: Int64(entry.date.daysSince2000)
        case .dueDate: Int64(entry.dueDate.daysSince2000)
        case .amount: entry.amount.minorUnits
        }
    }

    @Test func `follow an invoice that is paid, opened again, corrected and voided`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let first = try await books.invoice(customer, "1", on: "2026-01-01", "10.00 USD")
            let second = try await books.invoice(customer, "2", on: "2026-01-02", "20.00 USD")
            #expect(try await Self.settled(books) == [])
            let receipt = try await books.receipt(customer, "R", on: "2026-01-05", "25.00 USD")
            let paid = try await books.allocate(receipt, to: first, "10.00 USD")
            #expect(try await Self.settled(books) == [first])
            try await books.allocate(receipt, to: second, "15.00 USD")
            #expect(try await Self.settled(books) == [first])
            #expect(try await Self.settled(books, .receipt) == [receipt])
            try await books.writeOff(second, "5.00 USD", on: "2026-01-06")
            #expect(try await Self.settled(books) == [first, second])

            // It stands where its new date, due date and amount belong.
            try await books.correct(
                first, date: "2026-01-03", due: "2026-03-01", to: "10.00 USD")
            #expect(try await Self.settled(books) == [first, second])
            let moved = try await Self.settled(books) { question in
                question.sort = .date
                question.dateFrom = "2026-01-03"
            }
            #expect(moved == [first])
            try await books.correct(first, date: "2026-01-03", due: "2026-03-01", to: "12.00 USD")
            #expect(try await Self.settled(books) == [second])
            try await books.correct(first, date: "2026-01-03", due: "2026-03-01", to: "10.00 USD")
            #expect(try await Self.settled(books) == [first, second])

            let writeOffs = try await books.writeOffs(of: second)
            try await books.reverse(try #require(writeOffs.first))
            #expect(try await Self.settled(books) == [first])
            _ = try await books.posting.reverse(books.scope, paid)
            #expect(try await Self.settled(books) == [])
            #expect(try await Self.settled(books, .receipt) == [])
            try await books.writeOff(first, "10.00 USD", on: "2026-01-07")
            #expect(try await Self.settled(books) == [first])
            _ = try await books.posting.void(books.scope, [first])
            #expect(try await Self.settled(books) == [])
        }
    }

    @Test func `hold what is of nothing, until it is void`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let nothing = try await books.invoice(customer, "0", on: "2026-01-01", "0.00 USD")
            _ = try await books.invoice(customer, "1", on: "2026-01-01", "1.00 USD")
            #expect(try await Self.settled(books) == [nothing])
            _ = try await books.posting.void(books.scope, [nothing])
            #expect(try await Self.settled(books) == [])
        }
    }

    @Test(arguments: [false, true])
    func `hold what an import brings in settled, and no more once it is undone`(
        isThereAlready: Bool
    ) async throws {
        try await Books.use { books in
            if isThereAlready {
                // What is compared with the books goes another way than what goes in unseen.
                let customer = try await books.customer("Ann")
                _ = try await books.invoice(customer, "9", on: "2026-01-01", "9.00 USD")
            }
            let nine = isThereAlready ? "Ann,9,2026-01-01,2026-01-01,9.00" : ""
            try await books.importing(
                """
                customer,number,date,due_date,amount
                Ann,1,2026-01-01,2026-01-31,0.00
                Ann,2,2026-01-01,2026-01-31,2.00
                \(nine)
                """)
            #expect(try await Self.settled(books).count == 1)
            let importID = try await books.lastImport()
            try await books.undoing.undo(books.scope, importID)
            #expect(try await Self.settled(books) == [])
        }
    }

    @Test func `a wrong mark is found by the proof of the books`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let open = try await books.invoice(customer, "1", on: "2026-01-01", "1.00 USD")
            let paid = try await books.invoice(customer, "2", on: "2026-01-01", "1.00 USD")
            let receipt = try await books.receipt(customer, "R", on: "2026-01-05", "1.00 USD")
            try await books.allocate(receipt, to: paid, "1.00 USD")
            let wrongs: [Query] = [
                "DELETE FROM ar_settled_document WHERE document_id = \(paid)",
                "UPDATE ar_settled_document SET due_on = due_on + 1 WHERE document_id = \(paid)",
                """
                INSERT INTO ar_settled_document (document_id, customer_id, amount, document_on,
                    due_on, kind)
                SELECT id, customer_id, amount, document_on, due_on, kind FROM ar_document
                WHERE id = \(open)
                """,
            ]
            for wrong in wrongs {
                let right: Query = "SELECT ar_mark_settled(\([open.rawValue, paid.rawValue]))"
                _ = try await books.database.write(books.scope, [wrong])
                #expect(try await !books.differences().isEmpty)
                _ = try await books.database.write(books.scope, [right])
                #expect(try await books.differences() == [])
            }
        }
    }
}
