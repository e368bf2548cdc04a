import Formats

/// What a row that was refused holds, as far as its columns are understood: for writing it out, to
/// be mended.
package struct RejectedRow: Hashable, Sendable {
    /// As in the canonical list.
    let fields: [ImportField: String]
    /// Of a list without documents, the cells of its amounts, in their order.
    let amounts: [String]
}

extension TableConversion {
    /// Refuses a row and keeps what it holds.
    mutating func reject(_ row: TableRow, column: String, value: String, reason: String) {
        notes.reject(
            row.line, column: column, value: value, reason: reason, row: rejected(row))
    }

    private func rejected(_ row: TableRow) -> RejectedRow {
        var fields: [ImportField: String] = [:]
        for (field, column) in context.map.fields {
            let text = row.cell(column).marked
            if !text.isEmpty { fields[field] = text }
        }
        if fields[.customer] == nil { fields[.customer] = stack.customer?.code }
        if fields[.currency] == nil { fields[.currency] = stack.currency }
        return RejectedRow(
            fields: fields, amounts: context.amountColumns.map { row.cell($0).marked })
    }
}

extension ConversionContext {
    /// Of a list without documents, the columns of amounts.
    var amountColumns: [Int] {
        guard list == .aging else { return [] }
        let columns = map.buckets.map(\.column) + map.credits + (map.total >= 0 ? [map.total] : [])
        return Set(columns).sorted()
    }
}
