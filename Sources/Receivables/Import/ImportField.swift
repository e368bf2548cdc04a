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
    /// The line of the original file; only in converted lists.
    case line
    /// What kind of document the line is, in the file's words.
    case type
    /// What is open of the document, and what of it is paid.
    case open
    case paid
    /// The section or column of an aging list that the line stands in, and which days past due
    /// that means.
    case bucket
    case bucketFrom = "bucket_from"
    case bucketTo = "bucket_to"
    case customerName = "customer_name"
    case reference
    case email
    case phone
    case contact
    case terms
    case group
    case status
    /// Units of the tenant's currency for one of the line's.
    case rate = "exchange_rate"
    /// The amount in the tenant's currency, where the line's is another.
    case baseAmount = "base_amount"

    /// Its place among all cases, which is what the compiler stores for it; rows are asked by it.
    var place: Int { withUnsafeBytes(of: self) { Int($0[0]) } }

    /// By the place: the default would hash the name each time.
    func hash(into hasher: inout Hasher) {
        hasher.combine(place)
    }

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
        case .line: "Line"
        case .type: "Type"
        case .open: "Open Balance"
        case .paid: "Paid"
        case .bucket: "Bucket"
        case .bucketFrom: "Bucket From"
        case .bucketTo: "Bucket To"
        case .customerName: "Customer Name"
        case .reference: "Reference"
        case .email: "E-mail"
        case .phone: "Phone"
        case .contact: "Contact"
        case .terms: "Terms"
        case .group: "Group"
        case .status: "Status"
        case .rate: "Exchange Rate"
        case .baseAmount: "Base Amount"
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
        case .aging: [.customer, .bucket, .bucketFrom, .bucketTo, .open, .currency]
        case .customers:
            [
                .customer, .customerName, .group, .terms, .currency, .contact, .email, .phone,
            ]
        }
    }

    var requiredFields: [ImportField] {
        switch self {
        case .automatic: []
        case .invoices: [.customer, .number, .documentDate, .amount]
        case .history: [.customer, .number, .documentDate, .amount, .settledDate]
        case .receipts: [.customer, .receiptNumber, .receiptDate, .receiptAmount]
        case .aging: [.customer, .open]
        case .customers: [.customer]
        }
    }
}
