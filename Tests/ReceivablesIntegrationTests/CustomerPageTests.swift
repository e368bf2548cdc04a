import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `The page of a customer` {
    @Test func `agrees with the aging report and the statement on every day`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            for day in [
                "2026-01-09", "2026-01-10", "2026-02-05", "2026-02-20", "2026-03-04",
                "2026-03-05", "2026-04-01", "2026-06-30",
            ] as [LocalDate] {
                let (account, view) = try await books.account(story.customer, asOf: day)
                let report = try await books.report(asOf: day) { $0.customer = story.customer }
                #expect(account.balance == report.totals.total, "\(day)")
                #expect(account.buckets == report.totals.amounts, "\(day)")
                let items = try #require(view.items)
                #expect(items.rows.reduce(0) { $0 + $1.baseOpen } == account.balance, "\(day)")
                #expect(items.count == account.openItems, "\(day)")
                let statements = try await books.statements.statements(
                    books.scope, of: account.customer, from: nil, to: day)
                for statement in statements {
                    let open = account.balances.first { $0.currency == statement.currency }
                    #expect(statement.closing == open?.amount ?? 0, "\(day)")
                }
            }
        }
    }

    @Test func `shows the oldest item, what is overdue and how late it usually pays`()
        async throws
    {
        try await Books.use { books in
            let story = try await AccountStory(books)
            let account = try await books.account(story.customer).account
            #expect(account.balance == 7_500)
            #expect(account.overdue == 7_500)
            #expect(account.oldestDue == "2026-05-31")
            #expect(account.openItems == 1)
            let habits = try #require(account.habits)
            // 60.00 ten days late, 55.00 two days late; the credit note is no payment.
            #expect(habits.beyondTermsTenths == 62)
            #expect(habits.invoices == 2)
            #expect(habits.latestDays == 10)
            #expect(habits.lateShareTenths == 1_000)
        }
    }

    @Test func `learns nothing from payments whose day is assumed`() async throws {
        try await Books.use { books in
            let list = """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Paid
                A,1,2026-01-10,2026-02-10,50.00,20.00

                """
            try await books.importing(list)
            let id = try await books.number("SELECT id FROM ar_customer")
            let assumed = try await books.number(
                "SELECT count(*) FROM ar_document WHERE date_assumed AND kind = 3")
            try #require(assumed == 1)
            let account = try await books.accounts.account(
                books.scope, ID(id), asOf: "2027-12-31", today: "2027-01-01", view: .items
            ).account
            #expect(account.balance == 3_000)
            #expect(account.habits == nil)
        }
    }

    @Test func `lists documents and movements, the latest first`() async throws {
        try await Books.use { books in
            let story = try await AccountStory(books)
            let documents = try #require(
                try await books.account(story.customer, view: .documents).view.documents)
            #expect(
                documents.rows.map { "\($0.number) \($0.amount) \($0.open)" } == [
                    "S-3 7500 7500", "P-2 -5000 0", "C-1 -3000 0", "P-1 -6000 0", "S-2 5000 0",
                    "S-1 10000 0",
                ])
            let movements = try #require(
                try await books.account(story.customer, view: .movements).view.movements)
            #expect(
                movements.rows.map { "\($0.number) \($0.kind.name) \($0.amount)" } == [
                    "S-3 Invoice 7500", "S-1 Write-off -1000", "S-2 Allocation -5000",
                    "P-2 Receipt -5000", "S-1 Allocation -3000", "C-1 Credit note -3000",
                    "S-1 Allocation -6000", "P-1 Receipt -6000", "S-2 Invoice 5000",
                    "S-1 Invoice 10000",
                ])
            #expect(movements.count == 10)
        }
    }

    @Test func `has pages`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let drafts = (1...101).map {
                DocumentDraft(
                    kind: .invoice, customer: acme, number: "N-\($0)", date: "2026-01-01",
                    amount: "1.00 USD")
            }
            _ = try await books.posting.post(books.scope, drafts)
            let second = try #require(try await books.account(acme, page: 2).view.items)
            #expect(second.rows.map(\.number) == ["N-101"])
            #expect(second.count == 101)
            await #expect(throws: AgingError.pastTheEnd) {
                try await books.account(acme, page: 3)
            }
        }
    }

    @Test func `keeps notes, the newest first, that nobody can change`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            try await books.notes.add(books.scope, to: acme, NoteText("First"))
            try await books.notes.add(books.scope, to: acme, NoteText("<script>"))
            let account = try await books.account(acme).account
            #expect(account.notes.map(\.text) == ["<script>", "First"])
            #expect(account.notes.map(\.author) == ["system", "system"])
            #expect(account.noteCount == 2)
            for change in ["UPDATE ar_note SET text = 'x'", "DELETE FROM ar_note"] as [Query] {
                await #expect(throws: PostgresError.self) {
                    try await books.database.write(books.scope, [change])
                }
            }
            await #expect(throws: AccountError.unknownCustomer) {
                try await books.notes.add(books.scope, to: ID(4_711), NoteText("x"))
            }
        }
    }

    @Test func `needs the permission to read, and another to write a note`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let reader = Scope(
                tenant: books.tenant, actor: .system,
                grant: Grant(permissions: [.readReceivables], portfolio: nil))
            let nobody = Scope(
                tenant: books.tenant, actor: .system,
                grant: Grant(permissions: [], portfolio: nil))
            await #expect(throws: TenancyError.self) {
                try await books.notes.add(reader, to: acme, NoteText("x"))
            }
            _ = try await books.accounts.customer(reader, acme)
            await #expect(throws: TenancyError.self) {
                try await books.accounts.customer(nobody, acme)
            }
            await #expect(throws: TenancyError.self) {
                try await books.search.search(
                    nobody, SearchTerms("a"), asOf: AccountStory.today, limit: 5)
            }
            await #expect(throws: TenancyError.self) {
                try await books.home.overview(nobody, today: AccountStory.today)
            }
            await #expect(throws: TenancyError.self) {
                try await books.customerList.list(
                    nobody, CustomerListRequest(asOf: AccountStory.today))
            }
            await #expect(throws: TenancyError.self) {
                try await books.documents.document(nobody, ID(1), asOf: AccountStory.today)
            }
            await #expect(throws: AccountError.unknownCustomer) {
                try await books.account(ID(4_711))
            }
        }
    }
}
