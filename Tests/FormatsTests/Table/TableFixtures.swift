import Glibc

@testable import Formats

/// What became of a whole file that was offered as a table.
struct ReadTable: Equatable {
    var kind: TableKind?
    var rows: [ReadRow] = []
    var error: TableError?
}

/// A row as tests compare it: every cell in words, blanks as "_".
struct ReadRow: Equatable, CustomStringConvertible {
    var sheet = 0
    var line: Int64
    var indent = 0
    var cells: [String]

    var description: String { "\(sheet).\(line)+\(indent) \(cells)" }
}

enum Tables {
    /// Runs `body` on a file that holds `bytes` and has no name.
    static func withFile<R>(_ bytes: [UInt8], _ body: (Int32) throws -> R) rethrows -> R {
        var name = Array("\(P_tmpdir)/countinghouse-table-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        unlink(name)
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { break }
            written += count
        }
        return try body(descriptor)
    }

    /// Reads a file to its end or its error, at most `rowsMax` rows.
    static func read(_ bytes: [UInt8], rowsMax: Int = .max) -> ReadTable {
        withFile(bytes) { descriptor in
            var result = ReadTable()
            do throws(TableError) {
                let file = try TableFile(descriptor: descriptor)
                result.kind = file.kind
                let reader = try file.reader()
                while result.rows.count < rowsMax, let row = try reader.next() {
                    result.rows.append(describe(row))
                }
            } catch {
                result.error = error
            }
            return result
        }
    }

    static func read(_ text: String) -> ReadTable { read(Array(text.utf8)) }

    /// The cells alone.
    static func cells(_ text: String) -> [[String]] { read(text).rows.map(\.cells) }

    private static func describe(_ row: TableRow) -> ReadRow {
        ReadRow(
            sheet: row.sheet, line: row.line, indent: row.indent, cells: row.cells.map(describe))
    }

    private static func describe(_ cell: TableCell) -> String {
        switch cell {
        case .blank: "_"
        case .text(let text): text
        case .number(let text): "#" + text
        case .money(let text, let currency): "#\(text) \(currency.code)"
        case .date(let date): "\(date)"
        case .boolean(let value): value ? "yes" : "no"
        case .failure(let name): "!" + name
        }
    }

    /// Text in two bytes a character.
    static func wide(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
    }
}
