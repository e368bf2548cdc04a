/// One line of the canonical list. Reused from row to row, so that nothing is allocated for it.
struct CanonicalRow {
    /// The line or row of the file.
    var line: Int64 = 0
    private var values = [String](repeating: "", count: ImportField.allCases.count)

    subscript(field: ImportField) -> String {
        get { values[field.place] }
        set { values[field.place] = newValue }
    }

    /// Empties all fields.
    mutating func clear() {
        line = 0
        for index in values.indices where !values[index].isEmpty { values[index] = "" }
    }

    /// Whether another line has the same values.
    ///
    /// - Parameter mayBeEmpty: it may lack some.
    func isEqual(_ other: CanonicalRow, except: Set<ImportField>, mayBeEmpty: Bool) -> Bool {
        for (index, field) in ImportField.allCases.enumerated()
        where other.values[index] != values[index] && !except.contains(field) {
            guard mayBeEmpty, other.values[index].isEmpty else { return false }
        }
        return true
    }

    /// The columns of a kind of list, in their order.
    static func fields(of list: ImportForm) -> [ImportField] {
        switch list {
        case .receipts:
            [
                .line, .customer, .customerName, .receiptNumber, .receiptDate, .receiptAmount,
                .appliedTo, .appliedAmount, .appliedDate, .currency, .type, .reference, .rate,
                .baseAmount,
            ]
        case .aging:
            [
                .line, .customer, .customerName, .bucket, .bucketFrom, .bucketTo, .open,
                .currency, .reference,
            ]
        case .customers:
            [
                .line, .customer, .customerName, .group, .terms, .currency, .contact, .email,
                .phone, .reference,
            ]
        default:
            [
                .line, .customer, .customerName, .type, .number, .documentDate, .dueDate, .amount,
                .open, .paid, .currency, .settledDate, .isDisputed, .bucket, .bucketFrom,
                .bucketTo, .appliedTo, .appliedAmount, .reference, .terms, .status, .rate,
                .baseAmount,
            ]
        }
    }
}
