import BooksTestSupport
import Kernel
import Receivables
import Tenancy

/// One customer whose account has seen everything: an invoice part of which is paid late, part
/// credited and the rest written off, one in euros paid at another rate, and one that is open.
struct AccountStory {
    static let today: LocalDate = "2026-06-30"

    let customer: CustomerID
    let invoice: DocumentID
    let receipt: DocumentID
    let note: DocumentID
    let foreign: DocumentID
    let foreignReceipt: DocumentID
    let open: DocumentID

    init(_ books: Books) async throws {
        try await books.setRate("EUR", from: "2026-01-01", "1.10")
        try await books.setRate("EUR", from: "2026-03-01", "1.20")
        customer = try await books.customer("Story & Sons")
        invoice = try await books.invoice(
            customer, "S-1", on: "2026-01-10", due: "2026-02-10", "100.00 USD")
        receipt = try await books.receipt(customer, "P-1", on: "2026-02-20", "60.00 USD")
        try await books.allocate(receipt, to: invoice, "60.00 USD")
        note = try await books.creditNote(customer, "C-1", on: "2026-03-01", "30.00 USD")
        try await books.allocate(note, to: invoice, "30.00 USD")
        try await books.writeOff(invoice, "10.00 USD", on: "2026-04-01")
        foreign = try await books.invoice(
            customer, "S-2", on: "2026-02-01", due: "2026-03-03", "50.00 EUR")
        foreignReceipt = try await books.receipt(customer, "P-2", on: "2026-03-05", "50.00 EUR")
        try await books.allocate(foreignReceipt, to: foreign, "50.00 EUR")
        open = try await books.invoice(
            customer, "S-3", on: "2026-05-01", due: "2026-05-31", "75.00 USD")
    }
}

extension Books {
    var accounts: AccountService { AccountService(database: database) }
    var documents: DocumentService { DocumentService(database: database) }
    var notes: NoteService { NoteService(database: database) }
    var home: HomeService { HomeService(database: database) }
    var customerList: CustomerListService { CustomerListService(database: database) }
    var search: SearchService { SearchService(database: database) }

    func document(
        _ id: DocumentID, asOf day: LocalDate = AccountStory.today,
        order: DocumentMovement.Order = .effective
    ) async throws -> DocumentRecord {
        try await documents.document(scope, id, asOf: day, order: order)
    }

    func account(
        _ id: CustomerID, asOf day: LocalDate = AccountStory.today,
        view: AccountView.Kind = .items, page: Int = 1
    ) async throws -> (account: CustomerAccount, view: AccountView) {
        try await accounts.account(
            scope, id, asOf: day, today: AccountStory.today, view: view, page: page)
    }
}

extension AccountView {
    var items: AccountPage<AccountItem>? {
        if case .items(let page) = self { page } else { nil }
    }

    var documents: AccountPage<AccountDocument>? {
        if case .documents(let page) = self { page } else { nil }
    }

    var movements: AccountPage<AccountMovement>? {
        if case .movements(let page) = self { page } else { nil }
    }
}
