import BooksTestSupport
import Kernel
import Receivables
import Tenancy
import Testing

/// Lists of documents, page by page, against the same list put together here.
@Suite struct `The register of documents` {
    private typealias Question = RegisterQuestion

    /// Pages through a list; the questions differ in nothing but the place.
    private static func all(
        _ books: Books, _ question: Question, pages: Int = 50
    ) async throws -> [DocumentEntry] {
        let register = DocumentRegister(database: books.database)
        var question = question
        var all: [DocumentEntry] = []
        for _ in 0..<pages {
            let (entries, next) = try await register.list(books.scope, question)
            all += entries
            guard let next else { return all }
            question.after = try DocumentCursor(next.text)
        }
        Issue.record("The list does not end.")
        return all
    }

    @Test func `every order shows each document once, in that order, also backwards`() async throws
    {
        try await Books.use { books in
            var random = SeededRandom()
            let customer = try await books.customer("Ann")
            for number in 1...40 {
                let day = try LocalDate("2026-01-01").adding(days: random.int(0...9))
                let due = try day.adding(days: random.int(0...3))
                let amount = Money(minorUnits: Int64(random.int(1...5)), currency: Books.base)
                _ = try await books.invoice(customer, "\(number)", on: day, due: due, amount)
                _ = try await books.receipt(customer, "\(number)", on: day, amount)
            }
            for kind in [DocumentKind.invoice, .receipt] {
                for sort in Question.Sort.allCases {
                    for order in Question.Order.allCases {
                        var question = Question(kind: kind, today: "2026-02-01")
                        question.sort = sort
                        question.order = order
                        question.limit = 7
                        let entries = try await Self.all(books, question)
                        let keys = entries.map { Self.key($0, sort) }
                        let sorted = order == .ascending ? keys.sorted() : keys.sorted(by: >)
                        #expect(entries.count == 40, "seed \(random.seed)")
                        #expect(Set(entries.map(\.id)).count == 40, "seed \(random.seed)")
                        #expect(keys == sorted, "\(kind) \(sort) \(order), seed \(random.seed)")
                    }
                }
            }
        }
    }

    private static func key(_ entry: DocumentEntry, _ sort: Question.Sort) -> Int64 {
        switch sort {
        case .id: entry.id.rawValue
        case .date: Int64(entry.date.daysSince2000)
        case .dueDate: Int64(entry.dueDate.daysSince2000)
        case .amount: entry.amount.minorUnits
        }
    }

    @Test func `open, overdue, settled and void are told apart`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let paid = try await books.invoice(
                customer, "paid", on: "2026-01-01", due: "2026-01-31", "10.00 USD")
            let open = try await books.invoice(
                customer, "open", on: "2026-01-01", due: "2026-03-31", "10.00 USD")
            let late = try await books.invoice(
                customer, "late", on: "2026-01-01", due: "2026-01-31", "10.00 USD")
            let void = try await books.invoice(
                customer, "void", on: "2026-01-01", due: "2026-01-31", "10.00 USD")
            let receipt = try await books.receipt(customer, "1", on: "2026-02-01", "15.00 USD")
            try await books.allocate(receipt, to: paid, "10.00 USD")
            try await books.allocate(receipt, to: late, "3.00 USD")
            _ = try await books.posting.void(books.scope, [void])
            func ids(_ status: Question.Status, _ kind: DocumentKind = .invoice) async throws
                -> Set<DocumentID>
            {
                var question = Question(kind: kind, today: "2026-02-15")
                question.status = status
                question.limit = 1
                return Set(try await Self.all(books, question).map(\.id))
            }
            #expect(try await ids(.open) == [open, late])
            #expect(try await ids(.overdue) == [late])
            #expect(try await ids(.settled) == [paid])
            #expect(try await ids(.void) == [void])
            #expect(try await ids(.open, .receipt) == [receipt])
            let register = DocumentRegister(database: books.database)
            let shown = try await register.document(books.scope, late, .invoice)
            #expect(shown.entry.open == "7.00 USD")
            #expect(shown.entry.amount == "10.00 USD")
            let credit = try await register.document(books.scope, receipt, .receipt)
            #expect(credit.entry.open == "2.00 USD")
            await #expect(throws: PostingError.unknownDocument) {
                try await register.document(books.scope, receipt, .invoice)
            }
        }
    }

    @Test(arguments: DocumentKind.allCases)
    func `open, settled and void make up the whole list`(kind: DocumentKind) async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            func post(_ kind: DocumentKind, _ number: String) async throws -> DocumentID {
                let draft = DocumentDraft(
                    kind: kind, customer: customer, number: number, date: "2026-01-01",
                    amount: "10.00 USD")
                let posted = try await books.posting.post(books.scope, [draft])
                return try #require(posted.first)
            }
            let isCredit = kind == .creditNote || kind == .receipt
            func settle(_ document: DocumentID, _ amount: Money) async throws {
                let other = try await post(isCredit ? .invoice : .creditNote, "for \(document)")
                if isCredit {
                    try await books.allocate(document, to: other, amount)
                } else {
                    try await books.allocate(other, to: document, amount)
                }
            }
            let (whole, part) = (try await post(kind, "whole"), try await post(kind, "part"))
            let (settled, void) = (try await post(kind, "settled"), try await post(kind, "void"))
            try await settle(part, "4.00 USD")
            try await settle(settled, "10.00 USD")
            _ = try await books.posting.void(books.scope, [void])
            let lists: [(status: Question.Status?, expected: Set<DocumentID>)] = [
                (.open, [part, whole]), (.settled, [settled]), (.void, [void]),
                (nil, [part, whole, settled, void]),
            ]
            for (status, expected) in lists {
                var question = Question(kind: kind, today: "2026-02-15")
                question.status = status
                question.limit = 1
                #expect(Set(try await Self.all(books, question).map(\.id)) == expected)
            }
        }
    }

    @Test func `an instalment that is late makes its invoice overdue`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let invoice = try await books.invoice(
                customer, "1", on: "2026-01-01", "30.00 USD",
                instalments: [("2026-01-31", "10.00 USD"), ("2026-06-30", "20.00 USD")])
            var question = Question(kind: .invoice, today: "2026-02-15")
            question.status = .overdue
            let found = try await Self.all(books, question)
            #expect(found.map(\.id) == [invoice])
            #expect(found.first?.nextDueDate == "2026-01-31")
            #expect(found.first?.dueDate == "2026-06-30")
            let details = try await DocumentRegister(database: books.database)
                .document(books.scope, invoice, .invoice)
            #expect(details.instalments.map(\.open) == ["10.00 USD", "20.00 USD"])
        }
    }

    @Test func `a place in one list is none in another`() async throws {
        try await Books.use { books in
            let register = DocumentRegister(database: books.database)
            let customers = [try await books.customer("A"), try await books.customer("B")]
            for number in 1...3 {
                for customer in customers {
                    _ = try await books.invoice(
                        customer, "\(number)", on: "2026-01-10", "10.00 USD")
                    _ = try await books.receipt(
                        customer, "\(number)", on: "2026-01-10", "1.00 USD")
                }
            }
            var first = Question(kind: .invoice, today: "2026-02-15")
            first.customer = customers[0]
            first.limit = 2
            let next = try #require(try await register.list(books.scope, first).next)
            var changes: [(inout Question) -> Void] = []
            changes.append { $0.customer = customers[1] }
            changes.append { $0.customer = nil }
            changes.append { $0.number = "" }
            changes.append { $0.status = .settled }
            changes.append { $0.importID = 0 }
            for change in changes {
                var question = first
                question.after = next
                change(&question)
                let other = question
                await #expect(throws: RegisterError.foreignCursor) {
                    try await register.list(books.scope, other)
                }
            }
            var receipts = Question(kind: .receipt, today: "2026-02-15")
            receipts.customer = customers[0]
            receipts.after = next
            let foreign = receipts
            await #expect(throws: RegisterError.foreignCursor) {
                try await register.list(books.scope, foreign)
            }
            // Tomorrow it goes on where it was.
            var tomorrow = Question(kind: .invoice, today: "2026-02-16")
            (tomorrow.customer, tomorrow.limit, tomorrow.after) = (customers[0], 2, next)
            #expect(try await register.list(books.scope, tomorrow).entries.count == 1)
        }
    }

    @Test func `what is overdue may be filtered by its date`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("A")
            let early = try await books.invoice(
                customer, "1", on: "2026-01-10", due: "2026-01-20", "10.00 USD")
            _ = try await books.invoice(
                customer, "2", on: "2026-01-12", due: "2026-01-20", "10.00 USD")
            var question = Question(kind: .invoice, today: "2026-02-15")
            question.status = .overdue
            question.dateTo = "2026-01-11"
            let found = try await DocumentRegister(database: books.database).list(
                books.scope, question)
            #expect(found.entries.map(\.id) == [early])
        }
    }

    @Test func `pairs that no index can answer are refused`() async throws {
        try await Books.use { books in
            let register = DocumentRegister(database: books.database)
            var question = Question(kind: .invoice, today: "2026-02-15")
            question.dateFrom = "2026-01-01"
            question.sort = .amount
            let first = question
            await #expect(throws: RegisterError.filterNeedsSort("date")) {
                try await register.list(books.scope, first)
            }
            var overdue = Question(kind: .invoice, today: "2026-02-15")
            (overdue.status, overdue.sort) = (.overdue, .date)
            let late = overdue
            await #expect(throws: RegisterError.filterNeedsSort("due_date")) {
                try await register.list(books.scope, late)
            }
            var imported = Question(kind: .invoice, today: "2026-02-15")
            (imported.importID, imported.sort) = (1, .amount)
            let byAmount = imported
            await #expect(throws: RegisterError.filterNeedsSort("id")) {
                try await register.list(books.scope, byAmount)
            }
            for status in [Question.Status.open, .overdue, .settled] {
                (imported.sort, imported.status) = (nil, status)
                let wrong = imported
                await #expect(throws: RegisterError.self) {
                    try await register.list(books.scope, wrong)
                }
            }
            imported.status = .void
            #expect(try await register.list(books.scope, imported).entries.isEmpty)
            question.sort = nil
            question.after = try DocumentCursor("amount.desc.5.7.0")
            let second = question
            await #expect(throws: RegisterError.foreignCursor) {
                try await register.list(books.scope, second)
            }
            question.after = nil
            question.dueTo = "2026-12-31"
            for sort in [nil, Question.Sort.date, .dueDate] {
                question.sort = sort
                let third = question
                await #expect(throws: RegisterError.filtersConflict) {
                    try await register.list(books.scope, third)
                }
            }
            for text in [
                "", "date.desc.1", "date.desc.1.1", "date.up.1.1.0", "date.desc.99999999999.1.0",
                "x.desc.1.1.0", "date.desc.1.1.x",
            ] {
                #expect(throws: RegisterError.foreignCursor) { try DocumentCursor(text) }
            }
        }
    }
}
