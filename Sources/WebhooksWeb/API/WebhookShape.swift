import Webhooks

/// What an event's figures are about, which decides what its body looks like.
enum WebhookShape: Sendable {
    case document, writeOff, customer, importFinished, importUndone, test

    init(_ type: WebhookEventType) {
        self =
            switch type {
            case .invoiceWrittenOff, .invoiceWriteOffReversed: .writeOff
            case .customerCreated: .customer
            case .importFinished: .importFinished
            case .importUndone: .importUndone
            case .invoiceCreated, .invoiceChanged, .invoicePaid, .invoiceReopened, .invoiceVoided,
                .creditNoteCreated, .creditNoteChanged, .creditNoteVoided, .receiptCreated,
                .receiptChanged, .receiptVoided, .refundCreated, .refundChanged, .refundVoided,
                .openingBalanceCreated, .openingBalanceChanged, .openingBalanceVoided:
                .document
            }
    }

    /// Of its schema.
    var name: String {
        switch self {
        case .document: "WebhookDocumentEvent"
        case .writeOff: "WebhookWriteOffEvent"
        case .customer: "WebhookCustomerEvent"
        case .importFinished: "WebhookImportEvent"
        case .importUndone: "WebhookImportUndoneEvent"
        case .test: "WebhookTestEvent"
        }
    }

    /// For people.
    var subject: String {
        switch self {
        case .document: "a document"
        case .writeOff: "a write-off, or one that was taken back"
        case .customer: "a customer"
        case .importFinished: "an import"
        case .importUndone: "an import that was taken back"
        case .test: "nothing, to try an endpoint"
        }
    }
}
