import Formats
import Kernel

/// The rows of a text, as a file with them would give them.
final class ListedRows: TableReader {
    let sheetNames: [String]
    private let rows: [TableRow]
    private var index = 0

    var bytesConsumed: Int64 { Int64(index) }
    var sizeBytes: Int64? { Int64(rows.count) }

    init(_ rows: [TableRow], sheetNames: [String] = []) {
        self.rows = rows
        self.sheetNames = sheetNames
    }

    /// A row a line, its cells separated by `|`; three blanks in front are one step of indent.
    convenience init(_ text: String, sheet: Int = 0) {
        self.init(Self.rows(text, sheet: sheet))
    }

    static func rows(_ text: String, sheet: Int = 0) -> [TableRow] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            var cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.allSatisfy { $0 == " " } ? TableCell.blank : .text(String($0))
            }
            while cells.last == .blank { cells.removeLast() }
            var indent = 0
            if case .text(let text)? = cells.first(where: { $0 != .blank }) {
                indent = text.prefix { $0 == " " }.count / 3
            }
            return TableRow(sheet: sheet, line: Int64(index + 1), cells: cells, indent: indent)
        }
    }

    func next() throws(TableError) -> TableRow? {
        guard index < rows.count else { return nil }
        index += 1
        return rows[index - 1]
    }
}
