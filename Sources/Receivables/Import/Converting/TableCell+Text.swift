import Formats
import Kernel

extension TableCell {
    /// What stands there as text, without the blanks around it; a number without a mark.
    var shown: String {
        switch self {
        case .blank: ""
        case .text(let text): text.trimmedOfBlanks
        case .number(let text), .money(let text, _): text
        case .date(let date): date.description
        case .boolean(let value): value ? "true" : "false"
        case .failure(let text): text
        }
    }

    /// The same as an amount or a date of the canonical list, where a number has its mark.
    var marked: String {
        switch self {
        case .number(let text), .money(let text, _): "#" + text
        default: shown
        }
    }

    /// Whether nothing is to be seen there.
    var isEmpty: Bool {
        switch self {
        case .blank: true
        case .text(let text): text.utf8.allSatisfy { $0 <= 0x20 } || text.trimmedOfBlanks.isEmpty
        default: false
        }
    }
}

extension TableRow {
    /// The cell of a column; blank for those that the row does not reach and for -1.
    func cell(_ column: Int) -> TableCell {
        column >= 0 && column < cells.count ? cells[column] : .blank
    }

    /// The places of the cells in which something stands.
    var filled: [Int] { cells.indices.filter { !cells[$0].isEmpty } }

    /// The first of them; nil for a blank row.
    var firstFilled: Int? { cells.firstIndex { !$0.isEmpty } }
}

extension String {
    /// Without the white space around it, no-break spaces and the byte order mark included.
    var trimmedOfBlanks: String {
        let bytes = utf8
        guard let first = bytes.first, let last = bytes.last else { return self }
        // Nearly all texts need no trimming.
        if first > 0x20, last > 0x20, first < 0xC2, last < 0x80 { return self }
        let blanks: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{0}" }
        guard let start = firstIndex(where: { !blanks($0) }) else { return "" }
        let end = lastIndex { !blanks($0) } ?? start
        return String(self[start...end])
    }

    /// The text with a minus, or without the one it had.
    var negatedAmount: String {
        var text = self
        let mark = text.hasPrefix("#")
        if mark { text.removeFirst() }
        if text.hasPrefix("-") {
            text.removeFirst()
        } else {
            text = "-" + text
        }
        return mark ? "#" + text : text
    }
}
