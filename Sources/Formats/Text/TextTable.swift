/// A table for a terminal: a header, a rule, rows and perhaps totals under a second rule.
///
/// Cells may hold anything; what could disturb a terminal is made visible instead. Widths count
/// columns of the terminal, not characters.
package struct TextTable {
    private static let gap = "  "
    private static let ellipsis: Character = "…"

    private let columns: [TextColumn]
    private var rows: [[TextCell]] = []
    private var totals: [TextCell]?
    private let ruleCharacter: Character

    /// - Parameter ruleCharacter: one column wide.
    package init(_ columns: [TextColumn], ruleCharacter: Character = "─") {
        self.columns = columns
        self.ruleCharacter = ruleCharacter
    }

    /// Appends a row; missing cells are empty and surplus ones are dropped.
    package mutating func append(_ cells: [String]) {
        rows.append(row(cells))
    }

    /// Sets the row under the second rule.
    package mutating func setTotals(_ cells: [String]) {
        totals = row(cells)
    }

    /// The table's lines, each with a line feed, in UTF-8.
    ///
    /// - Parameter widthMax: the width of the terminal; text columns are shortened with an
    ///   ellipsis to fit it, as far as they allow. nil shows everything.
    package func rendered(widthMax: Int? = nil) -> [UInt8] {
        let header = columns.map { TextCell($0.title) }
        let widths = widths(header: header, widthMax: widthMax)
        let ruleWidth = widths.reduce(0, +) + Self.gap.utf8.count * max(0, widths.count - 1)
        let rule = String(repeating: ruleCharacter, count: ruleWidth)
        var lines: [UInt8] = []
        lines.reserveCapacity((rows.count + 4) * (ruleWidth + 8))
        append(header, widths, to: &lines)
        lines.append(contentsOf: rule.utf8)
        lines.append(UInt8(ascii: "\n"))
        for row in rows { append(row, widths, to: &lines) }
        if let totals {
            lines.append(contentsOf: rule.utf8)
            lines.append(UInt8(ascii: "\n"))
            append(totals, widths, to: &lines)
        }
        return lines
    }

    private func row(_ cells: [String]) -> [TextCell] {
        columns.indices.map { TextCell($0 < cells.count ? cells[$0] : "") }
    }

    private func widths(header: [TextCell], widthMax: Int?) -> [Int] {
        var widths = header.map(\.width)
        for row in rows + (totals.map { [$0] } ?? []) {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.width) }
        }
        guard let widthMax else { return widths }
        let gaps = Self.gap.utf8.count * max(0, widths.count - 1)
        return shortened(widths, toSum: widthMax - gaps)
    }

    /// Brings the sum down to `target` as far as the columns allow, the widest ones first: no
    /// column is cut below the width at which another one is.
    private func shortened(_ widths: [Int], toSum target: Int) -> [Int] {
        func capped(at cap: Int) -> [Int] {
            zip(columns, widths).map { column, width in
                column.shortenedWidthMin.map { min(width, max($0, cap)) } ?? width
            }
        }
        var low = 0
        var high = widths.max() ?? 0
        while low < high {
            let middle = (low + high + 1) / 2
            if capped(at: middle).reduce(0, +) <= target { low = middle } else { high = middle - 1 }
        }
        var result = capped(at: low)
        // What one more column for all would have overshot still serves some of them.
        var spare = target - result.reduce(0, +)
        for index in result.indices
        where spare > 0 && result[index] < widths[index] {
            result[index] += 1
            spare -= 1
        }
        return result
    }

    private func append(_ cells: [TextCell], _ widths: [Int], to lines: inout [UInt8]) {
        var pendingSpaces = 0
        for (index, cell) in cells.enumerated() {
            if index > 0 { pendingSpaces += Self.gap.utf8.count }
            let shown = cell.shortened(to: widths[index], ellipsis: Self.ellipsis)
            let padding = widths[index] - shown.width
            if columns[index].alignment == .right { pendingSpaces += padding }
            if shown.width > 0 {
                // Spaces are held back until something follows, so that no line ends in them.
                lines.append(contentsOf: repeatElement(UInt8(ascii: " "), count: pendingSpaces))
                lines.append(contentsOf: TerminalText.isolated(shown.text).utf8)
                pendingSpaces = 0
            }
            if columns[index].alignment == .left { pendingSpaces += padding }
        }
        lines.append(UInt8(ascii: "\n"))
    }
}
