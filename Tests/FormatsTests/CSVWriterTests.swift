import Kernel
import Testing

@testable import Formats

@Suite struct `Writing CSV` {
    private func text(_ write: (inout CSVWriter) throws -> Void) rethrows -> String {
        var writer = CSVWriter()
        try write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `ends rows as the standard says`() throws {
        let result = try text { writer in
            try writer.row(["a", "b"])
            try writer.row(["1", ""])
        }
        #expect(result == "a,b\r\n1,\r\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("a\tb", "\"a\tb\""),
        ("a|b", "\"a|b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
        ("a\rb", "\"a\rb\""), (" a", "\" a\""), ("a ", "\"a \""), ("Müller", "Müller"),
        ("", "\"\""),
    ])
    func `quotes what would be misread`(_ field: String, _ written: String) throws {
        #expect(try text { try $0.row([field]) } == written + "\r\n")
    }

    @Test func `quotes no empty cell among others`() throws {
        #expect(try text { try $0.row(["", "", ""]) } == ",,\r\n")
    }

    @Test func `writes numbers as they are`() throws {
        let result = try text { writer in
            writer.number(minorUnits: -500, decimals: 2)
            writer.number(minorUnits: 7, decimals: 0)
            writer.integer(-3)
            writer.amount(Money(minorUnits: -5, currency: try Currency(code: "USD")))
            writer.empty()
            writer.date(try LocalDate(iso: "2026-09-30"))
            try writer.endRow()
        }
        #expect(result == "-5.00,7,-3,-0.05,,2026-09-30\r\n")
    }

    @Test func `gives everything to a sink in blocks`() throws {
        var blocks: [[UInt8]] = []
        var kept = CSVWriter()
        try withoutActuallyEscaping({ (bytes: Span<UInt8>) in
            blocks.append(bytes.withUnsafeBufferPointer { Array($0) })
        }) { sink in
            var writer = CSVWriter(delimiter: .semicolon, hasByteOrderMark: true, sink: sink)
            for row in 0..<20_000 { try writer.row(["Customer \(row)", ""]) }
            try writer.row([""])
            try writer.flush()
            try writer.flush()
            #expect(writer.bytes.isEmpty)
        }
        kept = CSVWriter(delimiter: .semicolon, hasByteOrderMark: true)
        for row in 0..<20_000 { try kept.row(["Customer \(row)", ""]) }
        try kept.row([""])
        #expect(blocks.count > 2)
        #expect(blocks.allSatisfy { $0.count < 80 << 10 })
        #expect(Array(blocks.joined()) == kept.bytes)
    }

    @Test func `can be taken piece by piece`() throws {
        let rows = [["", "a"], [""], ["b", ""], [""]]
        var whole = CSVWriter()
        for row in rows { try whole.row(row) }
        var writer = CSVWriter()
        var pieces: [UInt8] = []
        for row in rows {
            for cell in row {
                writer.text(cell)
                pieces += writer.take()
            }
            try writer.endRow()
            pieces += writer.take()
        }
        #expect(pieces == whole.bytes)
        #expect(writer.bytes.isEmpty)
    }

    @Test func `passes on what the sink throws`() {
        struct DiskFull: Error {}
        var writer = CSVWriter { _ in throw DiskFull() }
        writer.text("a")
        #expect(throws: DiskFull.self) {
            try writer.endRow()
            try writer.flush()
        }
    }
}

@Suite struct `Formula injection` {
    @Test(arguments: [
        "=1+1", "=cmd|'/C calc'!A0", "+1", "-1", "-", "@SUM(A1)", "\t=1", "\t", "\r=1", "\n=1",
        " =1", "   -1", "\u{A0}=1", "\u{3000}@x", "\u{200B}=1", "\u{FEFF}=1", "\u{2028}=1", "＝1",
        "＋1", "－1", "＠x", " ＝1", "\u{0B}=1", "\u{202E}=1", "﹦1", "−1", "=", "\u{200F} \t=1",
    ])
    func `is made text`(_ cell: String) throws {
        var writer = CSVWriter()
        try writer.row([cell, "x"])
        #expect(CSV.read(writer.bytes, delimiter: 0x2C).records.first?.fields == ["'" + cell, "x"])
    }

    @Test(arguments: [
        "", "a=1", "1-2", "(5.00)", "'=1", "Ａ＝", "東京", "é-", " ", "x\t=1", "\u{E9}=1", "\u{2014}1",
        "€-1", "\u{C2}",
    ])
    func `leaves other text alone`(_ cell: String) throws {
        var writer = CSVWriter()
        try writer.row([cell, "x"])
        #expect(CSV.read(writer.bytes, delimiter: 0x2C).records.first?.fields == [cell, "x"])
    }

    @Test func `never traps on bytes that are not UTF-8`() {
        var random = SeededRandom()
        for _ in 0..<2_000 {
            let bytes = random.bytes(upTo: 4, from: " \u{A0}\u{3000}＝\u{FEFF}")
            _ = FormulaGuard.isNeeded(for: bytes.span)
        }
    }
}
