import Formats
import Kernel

/// Makes one document of the lines that its items have. The lines stand together.
struct DocumentMerger {
    private let items: FormRule.Items
    private let style: DecimalStyle
    private var pending: CanonicalRow?
    private var sum = AmountPair.zero
    private var isSum = false

    init(_ items: FormRule.Items, style: DecimalStyle) {
        self.items = items
        self.style = style
    }

    /// Takes a line with the amount that it adds.
    ///
    /// - Throws: what the writer's sink throws.
    mutating func take(
        _ row: CanonicalRow, amount: AmountPair?, to writer: inout CanonicalListWriter
    ) throws {
        guard items != .none else {
            try writer.write(row)
            return
        }
        if let pending, isSame(pending, row) {
            if items == .summed {
                sum += amount ?? .zero
                isSum = true
            }
            return
        }
        try flush(to: &writer)
        pending = row
        sum = amount ?? .zero
        isSum = false
    }

    /// Writes the document that waits for further lines.
    ///
    /// - Throws: what the writer's sink throws.
    mutating func flush(to writer: inout CanonicalListWriter) throws {
        guard var row = pending else { return }
        pending = nil
        if isSum { row[.amount] = "#" + sum.text(style, decimals: 0) }
        try writer.write(row)
    }

    private func isSame(_ left: CanonicalRow, _ right: CanonicalRow) -> Bool {
        guard !left[.number].isEmpty, left[.number] == right[.number],
            left[.customer] == right[.customer], left[.type] == right[.type]
        else { return false }
        // Another amount is another document, which only looks the same.
        return items == .summed
            || [.amount, .open].allSatisfy { right[$0].isEmpty || left[$0] == right[$0] }
    }
}
