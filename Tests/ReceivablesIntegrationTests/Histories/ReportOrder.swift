import Kernel

@testable import Receivables

/// The order of a report's rows, sorted in Swift.
enum ReportOrder {
    static func sorted(_ rows: [AgingRow], _ request: AgingRequest) -> [AgingRow] {
        let sort = request.effectiveSort
        return rows.sorted { left, right in
            let (first, second) = sort.isDescending ? (right, left) : (left, right)
            if sort.column == .customer || sort.column == .document {
                let texts = (text(first, sort.column), text(second, sort.column))
                if texts.0 != texts.1 { return texts.0.lexicographicallyPrecedes(texts.1) }
            } else {
                let numbers = (number(first, sort.column), number(second, sort.column))
                if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
            }
            return last(left, sort.column).lexicographicallyPrecedes(last(right, sort.column))
        }
    }

    private static func text(_ row: AgingRow, _ column: AgingSort.Column) -> [UInt8] {
        if column == .document { return Array((row.item?.document ?? "").utf8) }
        return Array(row.customer.lowercased().utf8) + [0] + Array(row.customer.utf8)
    }

    private static func number(_ row: AgingRow, _ column: AgingSort.Column) -> Int64 {
        switch column {
        case .bucket(let bucket): row.amounts[bucket]
        case .unapplied: row.unapplied
        case .before: row.before ?? 0
        case .change: row.change ?? 0
        case .documentDate: day(row.item?.documentDate)
        case .dueDate: day(row.item?.dueDate)
        case .daysPastDue: Int64(row.item?.daysPastDue ?? 0)
        case .total, .customer, .document: row.total
        }
    }

    private static func day(_ date: LocalDate?) -> Int64 {
        date.map { Int64($0.days(until: "2000-01-01")) * -1 } ?? 0
    }

    /// What decides between equals.
    private static func last(_ row: AgingRow, _ column: AgingSort.Column) -> [Int64] {
        guard let item = row.item else { return [row.id] }
        let customer = column == .customer ? [row.customerID] : []
        return customer + [
            day(item.dueDate), row.id, Int64(item.instalment), day(item.documentDate),
        ]
    }
}
