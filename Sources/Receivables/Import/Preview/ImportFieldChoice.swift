/// A field that a column of a file may be, for people who say which.
package struct ImportFieldChoice: Hashable, Sendable {
    /// What a map calls it.
    package let id: String
    package let title: String
    package let group: String

    /// What a column is that is left out.
    package static let ignored = ImportColumnMap.ignored

    package static let all: [ImportFieldChoice] = groups.flatMap { group, fields in
        fields.map { ImportFieldChoice(id: $0.rawValue, title: title($0), group: group) }
    }

    private static let groups: [(String, [ImportField])] = [
        ("Customer", [.customer, .customerName, .group, .terms, .contact, .email, .phone]),
        (
            "Invoices and credit notes",
            [
                .number, .documentDate, .dueDate, .amount, .open, .paid, .currency, .rate,
                .baseAmount,
                .settledDate, .isDisputed, .type, .status, .reference,
            ]
        ),
        (
            "Receipts",
            [
                .receiptNumber, .receiptDate, .receiptAmount, .appliedTo, .appliedAmount,
                .appliedDate,
            ]
        ),
    ]

    private static func title(_ field: ImportField) -> String {
        switch field {
        case .number: "Invoice number"
        case .documentDate: "Invoice date"
        case .dueDate: "Due date"
        case .open: "Open balance"
        case .settledDate: "Date settled"
        case .receiptNumber: "Receipt number"
        case .receiptDate: "Receipt date"
        case .receiptAmount: "Receipt amount"
        case .appliedTo: "Applied to invoice"
        case .appliedAmount: "Applied amount"
        case .appliedDate: "Applied date"
        case .customerName: "Customer name (beside its number)"
        case .contact: "Contact person"
        case .amount: "Amount"
        case .paid: "Paid amount"
        case .rate: "Exchange rate (own currency for one of the line's)"
        case .baseAmount: "Amount in the own currency"
        case .status: "Status (paid, void, draft)"
        case .type: "Type (invoice, credit note, payment)"
        default: field.title
        }
    }
}
