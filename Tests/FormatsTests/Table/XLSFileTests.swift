import Testing

@testable import Formats

@Suite struct `Workbooks of the older kind` {
    @Test func `are read as they were written`() throws {
        let table = Tables.read(try XLSFixture.bytes("texts.xls"))
        #expect(table.error == nil)
        #expect(table.kind == .legacySpreadsheet)
        #expect(
            table.rows == [
                ReadRow(line: 1, cells: ["Customer", "Invoice", "Date", "Amount", "Paid"]),
                ReadRow(
                    line: 2, indent: 2,
                    cells: ["Abacus & Söhne", "INV-1", "2026-07-25", "#1234.5", "yes"]),
                ReadRow(
                    line: 3,
                    cells: ["Łódź 日本", "0007", "2026-01-31", "#0.3", "no", "#-1000000"]),
                ReadRow(
                    line: 5, cells: [String(repeating: "x", count: 9_000), "_", "_", "!#REF!"]),
            ])
    }

    @Test func `tell their sheets' names`() throws {
        try Tables.withFile(XLSFixture.bytes("texts.xls")) { descriptor in
            let reader = try XLSFile.open(descriptor: descriptor)
            #expect(reader.sheetNames == ["Open invoices"])
            #expect(reader.hiddenSheets == ["Archive"])
        }
    }

    /// Texts go over from one record to the next in the middle of a letter's width.
    @Test func `join texts over records and count days from 1904`() throws {
        let table = Tables.read(try XLSFixture.bytes("continued.xls"))
        #expect(table.error == nil)
        #expect(
            table.rows.first?.cells == [
                "2026-07-23", "#12.34", "#1000000000000000", "#0.0000001",
            ])
        for row in 1..<60 {
            let end = String(repeating: "é", count: 60) + (row % 2 == 1 ? "Ж" : "")
            #expect(table.rows[row].cells == (0..<4).map { "Text \(row)/\($0) \(end)" })
        }
    }

    @Test func `keep the results of formulas`() throws {
        let table = Tables.read(try XLSFixture.bytes("formulas.xls"))
        #expect(table.error == nil)
        #expect(table.rows.map(\.cells) == [["#12.5", "made", "yes", "!#DIV/0!", "2026-07-25"]])
    }

    @Test func `are refused when they are protected`() throws {
        #expect(Tables.read(try XLSFixture.bytes("password.xls")).error == .encrypted)
    }

    @Test func `are refused when they are cut off or something else`() throws {
        let bytes = try XLSFixture.bytes("texts.xls")
        #expect(Tables.read(Array(bytes.prefix(4_000))).error == .truncated)
        // The stream's name, in two bytes a letter.
        let name = Tables.wide("Workbook")
        let word = Tables.wide("WordDocument")
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: name) })
        var other = bytes
        other.replaceSubrange(place..<(place + word.count), with: word)
        other[place + 64] = UInt8(word.count + 2)
        #expect(Tables.read(other).error == .notATable("a Word document"))
    }
}
