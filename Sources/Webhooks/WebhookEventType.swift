/// What an endpoint can be told of. The codes are stable.
package enum WebhookEventType: String, Sendable, CaseIterable {
    case invoiceCreated = "invoice.created"
    case invoiceChanged = "invoice.changed"
    case invoicePaid = "invoice.paid"
    case invoiceReopened = "invoice.reopened"
    case invoiceWrittenOff = "invoice.written_off"
    case invoiceVoided = "invoice.voided"
    case creditNoteCreated = "credit_note.created"
    case creditNoteChanged = "credit_note.changed"
    case creditNoteVoided = "credit_note.voided"
    case receiptCreated = "receipt.created"
    case receiptChanged = "receipt.changed"
    case receiptVoided = "receipt.voided"
    case refundCreated = "refund.created"
    case refundChanged = "refund.changed"
    case refundVoided = "refund.voided"
    case openingBalanceCreated = "opening_balance.created"
    case openingBalanceChanged = "opening_balance.changed"
    case openingBalanceVoided = "opening_balance.voided"
    case customerCreated = "customer.created"
    case importFinished = "import.finished"
    case importUndone = "import.undone"

    /// What is sent to try an endpoint; nobody can choose it.
    package static let test = "webhook.test"

    package var phrase: String {
        switch self {
        case .invoiceCreated: "An invoice was posted"
        case .invoiceChanged: "An invoice was corrected"
        case .invoicePaid: "An invoice was paid in full"
        case .invoiceReopened: "A paid invoice is open again"
        case .invoiceWrittenOff: "Part or all of an invoice was written off"
        case .invoiceVoided: "An invoice was voided"
        case .creditNoteCreated: "A credit note was posted"
        case .creditNoteChanged: "A credit note was corrected"
        case .creditNoteVoided: "A credit note was voided"
        case .receiptCreated: "A receipt was posted"
        case .receiptChanged: "A receipt was corrected"
        case .receiptVoided: "A receipt was voided"
        case .refundCreated: "A refund was posted"
        case .refundChanged: "A refund was corrected"
        case .refundVoided: "A refund was voided"
        case .openingBalanceCreated: "An opening balance was posted"
        case .openingBalanceChanged: "An opening balance was corrected"
        case .openingBalanceVoided: "An opening balance was voided"
        case .customerCreated: "A customer was added"
        case .importFinished: "A file was imported"
        case .importUndone: "An import was undone"
        }
    }
}
