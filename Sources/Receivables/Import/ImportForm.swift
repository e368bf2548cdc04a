/// What kind of list a file is.
package enum ImportForm: String, Sendable, CaseIterable {
    /// Find out from the header line.
    case automatic = "auto"
    /// One line an invoice; a negative amount is a credit note.
    case invoices
    /// One line an application of a receipt to an invoice.
    case receipts
    /// One line an invoice with the day on which it was settled.
    case history
    /// One line a customer and bucket, without documents. Lists of open documents are `invoices`.
    case aging
    /// One line a customer, or a contact of one.
    case customers

    /// How sentences name such a file.
    var phrase: String {
        switch self {
        case .automatic: "a list this program knows"
        case .invoices: "a list of invoices"
        case .receipts: "a list of receipts"
        case .history: "a payment history"
        case .aging: "an aging list"
        case .customers: "a list of customers"
        }
    }
}
