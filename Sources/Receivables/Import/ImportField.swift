/// A column that a list may have. Raw values are what `--map` calls them.
enum ImportField: String, CaseIterable, Sendable {
    case customer
    case number = "invoice_no"
    case documentDate = "invoice_date"
    case dueDate = "due_date"
    case amount
    case currency
    case settledDate = "settled_date"
    case isDisputed = "disputed"
    case receiptNumber = "receipt_no"
    case receiptDate = "date"
    case receiptAmount = "receipt_amount"
    case appliedTo = "applied_to"
    case appliedAmount = "applied_amount"
    case appliedDate = "applied_date"

    /// The name in sentences and in the documented header.
    var title: String {
        switch self {
        case .customer: "Customer"
        case .number: "Invoice No"
        case .documentDate: "Invoice Date"
        case .dueDate: "Due Date"
        case .amount: "Amount"
        case .currency: "Currency"
        case .settledDate: "Settled Date"
        case .isDisputed: "Disputed"
        case .receiptNumber: "Receipt No"
        case .receiptDate: "Date"
        case .receiptAmount: "Amount"
        case .appliedTo: "Applied To"
        case .appliedAmount: "Applied Amount"
        case .appliedDate: "Applied Date"
        }
    }
}

extension ImportForm {
    /// The columns a list of this form may have; all but the required ones may be missing.
    var fields: [ImportField] {
        switch self {
        case .automatic: []
        case .invoices:
            [.customer, .number, .documentDate, .dueDate, .amount, .currency, .isDisputed]
        case .history:
            [
                .customer, .number, .documentDate, .dueDate, .amount, .settledDate, .currency,
                .isDisputed,
            ]
        case .receipts:
            [
                .customer, .receiptNumber, .receiptDate, .receiptAmount, .appliedTo,
                .appliedAmount, .appliedDate, .currency,
            ]
        }
    }

    var requiredFields: [ImportField] {
        switch self {
        case .automatic: []
        case .invoices: [.customer, .number, .documentDate, .amount]
        case .history: [.customer, .number, .documentDate, .amount, .settledDate]
        case .receipts: [.customer, .receiptNumber, .receiptDate, .receiptAmount]
        }
    }
}
