import Formats
import Kernel

@testable import Receivables

/// A file's canonical list, and what was understood of the file.
struct ConvertedList {
    let conversion: ListConversion
    /// Its lines; the values by the names of the columns, empty ones left out.
    let lines: [[String: String]]

    var form: String { conversion.form.id }
    var warnings: [String] { conversion.warnings }

    init(_ text: String, _ change: (inout ConversionOptions) -> Void = { _ in }) throws {
        try self.init(ListedRows(text), change)
    }

    init(
        _ reader: any TableReader, _ change: (inout ConversionOptions) -> Void = { _ in }
    ) throws {
        var options = ConversionOptions(currency: try Currency(code: "USD"))
        change(&options)
        var writer = CanonicalListWriter()
        conversion = try ListConverter(options).convert(reader, to: &writer)
        lines = try Self.lines(writer.bytes)
    }

    /// The values of one column, line by line.
    func column(_ field: ImportField) -> [String] { lines.map { $0[field.rawValue] ?? "" } }

    private static func lines(_ bytes: [UInt8]) throws -> [[String: String]] {
        var reader = try CSVReader(CSVMemorySource(bytes), delimiter: UInt8(ascii: ","))
        guard try reader.next() else { return [] }
        let names = (0..<reader.count).map { reader.string($0) }
        var lines: [[String: String]] = []
        while try reader.next() {
            var line: [String: String] = [:]
            for index in 0..<reader.count where !reader.string(index).isEmpty {
                line[names[index]] = reader.string(index)
            }
            lines.append(line)
        }
        return lines
    }
}
