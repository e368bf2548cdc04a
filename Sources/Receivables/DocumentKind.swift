/// The kinds of documents; the raw values are those of `ar_document.kind`.
package enum DocumentKind: Int16, Sendable, CaseIterable {
    case invoice = 1
    case creditNote = 2
    case receipt = 3
    case refund = 4
    /// What was open before the first document known: an estimate or a take-over.
    case openingBalance = 5

    /// Whether it is owed from a day on: credits are not, nor is what was paid back.
    package var canBeOverdue: Bool { self == .invoice || self == .openingBalance }

    /// What people call it.
    package var name: String {
        switch self {
        case .invoice: "Invoice"
        case .creditNote: "Credit note"
        case .receipt: "Receipt"
        case .refund: "Refund"
        case .openingBalance: "Opening balance"
        }
    }
}
