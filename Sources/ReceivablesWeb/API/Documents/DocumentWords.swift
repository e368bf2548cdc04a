import Receivables
import WebSupport

/// What the API calls the documents of a kind.
struct DocumentWords: Sendable {
    let kind: DocumentKind
    /// In addresses: `credit-notes`.
    let path: String
    /// In the description: `CreditNote`.
    let name: String
    /// For people: “credit note”.
    let one: String
    let many: String
    let tag: APITag
    let openMeaning: String

    static let invoice = DocumentWords(
        kind: .invoice, path: "invoices", name: "Invoice", one: "invoice", many: "invoices",
        tag: .invoices, openMeaning: "What is not paid of it.")
    static let creditNote = DocumentWords(
        kind: .creditNote, path: "credit-notes", name: "CreditNote", one: "credit note",
        many: "credit notes", tag: .creditNotes, openMeaning: "What is not applied of it.")
    static let receipt = DocumentWords(
        kind: .receipt, path: "receipts", name: "Receipt", one: "receipt", many: "receipts",
        tag: .receipts, openMeaning: "What is not applied of it.")
    static let refund = DocumentWords(
        kind: .refund, path: "refunds", name: "Refund", one: "refund", many: "refunds",
        tag: .refunds, openMeaning: "What was paid back beyond the credit.")

    /// `one` with its article.
    var article: String { (kind == .invoice ? "an " : "a ") + one }

    /// The same where a sentence begins.
    var heading: String { article.prefix(1).uppercased() + article.dropFirst() }
}
