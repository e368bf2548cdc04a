import Testing

@testable import Formats

@Suite struct `CSV in general` {
    private static let alphabet = "ab,;\t|\"\"\r\n '=+-@＝ é東😀\u{0301}"

    /// Every field as it must come back: guarded where it looks like a formula.
    private func guarded(_ field: String) -> String {
        FormulaGuard.isNeeded(for: field.utf8.span) ? "'" + field : field
    }

    @Test func `comes back from reading as it was written`() throws {
        var random = SeededRandom()
        for _ in 0..<400 {
            let delimiter = CSVDelimiter.allCases[random.below(4)]
            let rows = (0...random.below(6)).map { _ in
                (0...random.below(5)).map { _ in random.text(upTo: 20, from: Self.alphabet) }
            }
            var writer = CSVWriter(
                delimiter: delimiter, hasByteOrderMark: random.below(2) == 0)
            for row in rows { try writer.row(row) }
            let bytes = writer.bytes
            let result = CSV.read(
                bytes, delimiter: delimiter.rawValue, chunk: 1 + random.below(40),
                block: 1 + random.below(40))
            if result.error == .empty { continue }
            #expect(result.error == nil, "seed \(random.seed)")
            #expect(
                result.records.map(\.fields) == rows.map { $0.map(guarded) },
                "seed \(random.seed)")
        }
    }

    @Test func `reads the same whatever the chunks`() {
        var random = SeededRandom()
        let limits = CSVLimits(fieldBytesMax: 60, columnsMax: 12, recordBytesMax: 150)
        for _ in 0..<1_500 {
            let bytes = random.bytes(upTo: 300, from: "aaab,,\"\"\r\n\n é東")
            let whole = CSV.read(bytes, delimiter: 0x2C, limits: limits)
            let chunked = CSV.read(
                bytes, delimiter: 0x2C, limits: limits, chunk: 1 + random.below(20),
                block: 1 + random.below(30))
            #expect(chunked.records == whole.records, "seed \(random.seed)")
            #expect((chunked.error == nil) == (whole.error == nil), "seed \(random.seed)")
        }
    }

    @Test func `survives any bytes`() {
        var random = SeededRandom()
        for _ in 0..<1_500 {
            let bytes = (0..<random.below(400)).map { _ in UInt8(random.below(256)) }
            let result = CSV.read(bytes, chunk: 1 + random.below(64), block: 1 + random.below(64))
            let linesMax = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
            #expect(result.records.allSatisfy { $0.line <= linesMax }, "seed \(random.seed)")
        }
    }

    @Test func `agrees with a reader that goes letter by letter`() {
        var random = SeededRandom()
        for _ in 0..<1_500 {
            let text = random.text(upTo: 60, from: "abc,,\"\"\r\n\n ")
            let result = CSV.read(text, delimiter: 0x2C)
            guard result.error == nil else { continue }
            #expect(
                result.records.map(\.fields) == PlainCSV.read(text),
                "seed \(random.seed) \(text.debugDescription)")
        }
    }
}

/// CSV as one would write it down first, to check the fast reader against.
private enum PlainCSV {
    static func read(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var wasQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        func finish() {
            var text = String(field)
            if wasQuoted, let end = quoteEnd, text[end...].allSatisfy({ $0 == " " }) {
                text = String(text[..<end])
            }
            fields.append(text)
            field = String.UnicodeScalarView()
            wasQuoted = false
        }
        var quoteEnd: String.Index?
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                field.append(scalar)
                scalars.removeFirst()
            case "\"" where isQuoted:
                isQuoted = false
                quoteEnd = field.endIndex
            case _ where isQuoted:
                field.append(scalar)
            case "\"" where field.isEmpty && !wasQuoted:
                isQuoted = true
                wasQuoted = true
            case ",":
                finish()
            case "\r", "\n":
                if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
                finish()
                records.append(fields)
                fields = []
            default:
                field.append(scalar)
            }
        }
        if !field.isEmpty || !fields.isEmpty || wasQuoted {
            finish()
            records.append(fields)
        }
        return records
    }
}
