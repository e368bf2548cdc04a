import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `Undoing an import` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme,1,2026-01-05,2026-02-04,100.00
        Acme,2,2026-01-06,2026-02-05,200.00
        Beta,1,2026-01-07,2026-02-06,50.00
        """
    private static let receipts = """
        Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
        Acme,R1,2026-02-01,150.00,1,100.00,2026-02-01
        """

    @Test func `takes back its documents and says how much that is`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let id = try await books.lastImport()
            let plan = try await books.undoing.plan(books.scope, id)
            #expect(plan.isPossible && plan.documents == 3 && plan.amount == "350.00 USD")
            try await books.undoing.undo(books.scope, id)
            #expect(try await books.report(asOf: "2026-12-31").rows.isEmpty)
            #expect(try await books.report(asOf: "2026-12-31").controlBalance == 0)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `is refused twice, and for what is not there`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let id = try await books.lastImport()
            try await books.undoing.undo(books.scope, id)
            await #expect(throws: ImportUndoError.alreadyUndone) {
                try await books.undoing.undo(books.scope, id)
            }
            await #expect(throws: ImportUndoError.unknown) {
                try await books.undoing.undo(books.scope, id + 1_000)
            }
        }
    }

    @Test func `is refused where a payment was applied since, until that is taken back`()
        async throws
    {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let id = try await books.lastImport()
            let customer = CustomerID(
                try await books.number("SELECT id FROM ar_customer WHERE code = 'Acme'"))
            let invoice = DocumentID(
                try await books.number("SELECT min(id) FROM ar_document"))
            let receipt = try await books.receipt(customer, "M1", on: "2026-02-02", "40.00 USD")
            let allocations = try await books.allocate(receipt, to: invoice, "40.00 USD")
            let plan = try await books.undoing.plan(books.scope, id)
            #expect(plan.blockers.map(\.reason) == [.allocated])
            #expect(plan.blockers.first?.document?.number == "1")
            #expect(plan.blockers.first?.document?.customer == "Acme")
            let before = try await books.state()
            await #expect(throws: ImportUndoError.self) {
                try await books.undoing.undo(books.scope, id)
            }
            #expect(try await books.state() == before)
            _ = try await books.posting.reverse(books.scope, allocations)
            try await books.undoing.undo(books.scope, id)
            #expect(try await books.report(asOf: "2026-12-31").totals.total == -4_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test(arguments: ["written off", "voided", "corrected"])
    func `is refused where a document was changed since`(how: String) async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let id = try await books.lastImport()
            let invoice = DocumentID(try await books.number("SELECT min(id) FROM ar_document"))
            let reason: ImportUndoBlocker.Reason
            switch how {
            case "written off":
                try await books.writeOff(invoice, "1.00 USD", on: "2026-03-01")
                reason = .writtenOff
            case "voided":
                _ = try await books.posting.void(books.scope, [invoice])
                reason = .voided
            default:
                try await books.correct(
                    invoice, date: "2026-01-05", due: "2026-03-01", to: "100.00 USD")
                reason = .corrected
            }
            let plan = try await books.undoing.plan(books.scope, id)
            #expect(plan.blockers.map(\.reason) == [reason])
        }
    }

    @Test func `is refused while a later import names its customers, then goes backwards`()
        async throws
    {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let first = try await books.lastImport()
            try await books.importing(Self.receipts)
            let second = try await books.lastImport()
            let plan = try await books.undoing.plan(books.scope, first)
            #expect(plan.blockers.contains { $0.reason == .later && $0.importID == second })
            try await books.undoing.undo(books.scope, second)
            #expect(try await books.undoing.plan(books.scope, first).isPossible)
            try await books.undoing.undo(books.scope, first)
            #expect(try await books.state() == [])
            #expect(try await books.differences() == [])
        }
    }

    @Test func `is possible when a later import is about others`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let first = try await books.lastImport()
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Amount\nCobalt,9,2026-01-05,10.00")
            try await books.undoing.undo(books.scope, first)
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 1_000)
        }
    }

    @Test func `is refused for a list of customers`() async throws {
        try await Books.use { books in
            try await books.importing(
                "Customer,Customer Name,E-mail\nA1,Acme,a@example.com", as: .customers)
            let plan = try await books.undoing.plan(books.scope, books.lastImport())
            #expect(plan.blockers.map(\.reason) == [.customers])
        }
    }

    @Test func `leaves out of the aging lists what was undone`() async throws {
        try await Books.use { books in
            let snapshots = AgingSnapshotService(database: books.database)
            try await books.importing(Self.invoices)
            try await books.importing(
                """
                A/R Aging Summary
                As of March 31, 2026
                Customer,Current,1 - 30,31 - 60,61 - 90,91 and over,Total
                Zeta,10.00,0.00,0.00,0.00,0.00,10.00
                """)
            #expect(try await snapshots.list(books.scope).count == 1)
            try await books.undoing.undo(books.scope, books.lastImport())
            #expect(try await snapshots.list(books.scope) == [])
        }
    }

    @Test func `needs the permission to import`() async throws {
        try await Books.use { books in
            try await books.importing(Self.invoices)
            let id = try await books.lastImport()
            let reader = Scope(
                tenant: books.tenant, actor: .system,
                grant: Grant(permissions: [.readReceivables], portfolio: nil))
            await #expect(throws: TenancyError.self) {
                try await books.undoing.undo(reader, id)
            }
            await #expect(throws: TenancyError.self) {
                try await books.undoing.plan(reader, id)
            }
        }
    }
}
