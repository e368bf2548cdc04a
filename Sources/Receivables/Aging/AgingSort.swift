/// By which column the rows of an aging report are sorted. Written `total`, or `-total` for the
/// largest first.
package struct AgingSort: Hashable, Sendable {
    package enum Column: Hashable, Sendable {
        case customer
        /// A bucket by its place, from 0.
        case bucket(Int)
        case unapplied
        case total
        /// What was open on the day compared with.
        case before
        /// What is open less what was open on the day compared with.
        case change
        case document
        case documentDate
        case dueDate
        case daysPastDue
    }

    package var column: Column
    package var isDescending: Bool

    package init(_ column: Column, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }

    /// - Throws: `AgingError.sort`.
    package init(parsing text: String) throws(AgingError) {
        isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        if let column = Self.plain.first(where: { $0.name == name })?.column {
            self.column = column
        } else if name.hasPrefix(Self.bucketPrefix),
            let bucket = Int(name.dropFirst(Self.bucketPrefix.count)),
            (0..<AgingLimits.countMax + 2).contains(bucket)
        {
            column = .bucket(bucket)
        } else {
            throw .sort
        }
    }

    package var text: String {
        let name: String =
            if case .bucket(let bucket) = column {
                "\(Self.bucketPrefix)\(bucket)"
            } else {
                Self.plain.first { $0.column == column }?.name ?? ""
            }
        return isDescending ? "-" + name : name
    }

    private static let bucketPrefix = "bucket-"

    private static let plain: [(name: String, column: Column)] = [
        ("customer", .customer), ("unapplied", .unapplied), ("total", .total),
        ("then", .before), ("change", .change), ("document", .document),
        ("date", .documentDate), ("due", .dueDate), ("days", .daysPastDue),
    ]
}

extension AgingRequest {
    /// The largest balance first, or by customer and due date.
    package static func standardSort(_ rows: Rows) -> AgingSort {
        rows == .customer ? AgingSort(.total, isDescending: true) : AgingSort(.customer)
    }

    /// The order of the rows: the one asked for, or the usual one where the report has no such
    /// column.
    package var effectiveSort: AgingSort {
        guard let sort, has(sort.column) else { return Self.standardSort(rows) }
        return sort
    }

    private func has(_ column: AgingSort.Column) -> Bool {
        switch column {
        case .customer, .total: true
        case .bucket(let bucket): bucket < limits.bucketCount
        case .unapplied: unapplied == .separate
        case .before, .change: comparedTo != nil && rows == .customer
        case .document, .documentDate, .dueDate, .daysPastDue: rows == .invoice
        }
    }
}
