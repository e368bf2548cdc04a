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
    static let openingBalance = DocumentWords(
        kind: .openingBalance, path: "opening-balances", name: "OpeningBalance",
        one: "opening balance", many: "opening balances", tag: .openingBalances,
        openMeaning: "What is not settled of it, on the same side of zero as the amount.")

    /// Whether it is due on a day of its own, and not on the document's date.
    var hasDueDate: Bool { kind == .invoice || kind == .openingBalance }

    /// What stands in it as its amount.
    var amountMeaning: String {
        kind == .openingBalance
            ? "What was owed when the books began; less than zero for a credit."
            : "What the document says."
    }

    /// `one` with its article.
    var article: String {
        let isVowel = one.first.map { "aeiou".contains($0) } ?? false
        return (isVowel ? "an " : "a ") + one
    }

    /// The same where a sentence begins.
    var heading: String { article.prefix(1).uppercased() + article.dropFirst() }
}
