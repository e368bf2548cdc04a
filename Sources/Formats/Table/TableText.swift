/// What blanks mean in the text of a cell.
enum TableText {
    /// Blanks that programs put before a text for each level.
    private static let blanksPerLevel = 3

    /// Whether there is nothing but white space, no-break spaces and control characters.
    static func isBlank(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            if text[index] <= 0x20 {
                index += 1
            } else if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 {
                index += 2
            } else {
                return false
            }
        }
        return true
    }

    /// A cell with a text; blank when there is nothing to see in it.
    static func cell(_ text: String) -> TableCell {
        isBlank(text.utf8Span.span) ? .blank : .text(text)
    }

    /// By how many levels the first filled cell's text is moved to the right.
    static func indent(of cells: [TableCell]) -> Int {
        guard case .text(let text)? = cells.first(where: { $0 != .blank }) else { return 0 }
        var blanks = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\u{A0}": blanks += 1
            case "\t": blanks += blanksPerLevel
            default: return blanks / blanksPerLevel
            }
        }
        return 0
    }

    /// A row without the blanks at its end; nil when it has nothing else.
    ///
    /// - Parameters:
    ///   - indent: what the file itself says about it.
    ///   - repeated: the columns that a cell further up covers.
    static func row(
        sheet: Int, line: Int64, cells: [TableCell], indent stated: Int = 0, repeated: [Int] = []
    ) -> TableRow? {
        guard let last = cells.lastIndex(where: { $0 != .blank }) else { return nil }
        let filled = last == cells.count - 1 ? cells : Array(cells[...last])
        return TableRow(
            sheet: sheet, line: line, cells: filled, indent: max(stated, indent(of: filled)),
            repeated: repeated)
    }
}
