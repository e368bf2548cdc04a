import Formats
import Kernel

/// Makes one line of those of a document's items that stand together and say the same of it; the
/// others find each other later, in the database.
struct DocumentMerger {
    private let items: ImportItems
    private let style: DecimalStyle
    private let isOfEntry: Bool
    private var pending: CanonicalRow?
    private var sum = AmountPair.zero
    private var isSum = false

    /// - Parameter isOfEntry: lines that stand together are those of one booking, whatever else
    ///   they say.
    init(_ items: ImportItems, style: DecimalStyle, isOfEntry: Bool = false) {
        self.items = items
        self.isOfEntry = isOfEntry
        self.style = style
    }

    /// Takes a line with the amount that it adds.
    ///
    /// - Throws: what the writer's sink throws.
    mutating func take(
        _ row: CanonicalRow, amount: AmountPair?, to writer: inout CanonicalListWriter
    ) throws {
        switch items {
        case .none: try writer.write(row)
        case .repeated: try take(repeated: row, to: &writer)
        case .summed: try take(item: row, amount, to: &writer)
        }
    }

    private mutating func take(
        repeated row: CanonicalRow, to writer: inout CanonicalListWriter
    ) throws {
        if let pending, isSame(pending, row, except: []) { return }
        try flush(to: &writer)
        pending = row
    }

    private mutating func take(
        item row: CanonicalRow, _ amount: AmountPair?, to writer: inout CanonicalListWriter
    ) throws {
        var row = row
        // A line that only describes adds nothing.
        if row[.amount].isEmpty { row[.amount] = "#0" }
        guard let amount = row[.amount] == "#0" ? .zero : amount else {
            // It will be rejected, and the document with it.
            try writer.write(row)
            return
        }
        if let pending, isSame(pending, row, except: [.amount]) {
            sum += amount
            isSum = true
            return
        }
        try flush(to: &writer)
        pending = row
        sum = amount
    }

    /// Writes the document that waits for further lines.
    ///
    /// - Throws: what the writer's sink throws.
    mutating func flush(to writer: inout CanonicalListWriter) throws {
        guard var row = pending else { return }
        pending = nil
        if isSum { row[.amount] = "#" + sum.text(style, decimals: 0) }
        isSum = false
        try writer.write(row)
    }

    /// Fields that nothing is made of.
    private static let unused: Set<ImportField> = [.reference, .terms, .status]

    private func isSame(
        _ left: CanonicalRow, _ right: CanonicalRow, except field: Set<ImportField>
    ) -> Bool {
        guard !left[.number].isEmpty, left[.number] == right[.number] else { return false }
        if isOfEntry {
            return left[.customer] == right[.customer] && left[.type] == right[.type]
        }
        return left.isEqual(
            right, except: Self.unused.union(field), mayBeEmpty: items == .repeated)
    }
}
