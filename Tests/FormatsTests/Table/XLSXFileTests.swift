import Testing

@testable import Formats

@Suite struct `Workbooks` {
    private static func text(_ text: String) -> String {
        #"<row><c t="inlineStr"><is><t>\#(text)</t></is></c></row>"#
    }

    @Test func `of other programs are read as they were written`() throws {
        let table = Tables.read(try XLSFixture.bytes("texts.xlsx"))
        #expect(table.error == nil)
        #expect(
            table.rows == [
                ReadRow(
                    line: 1, cells: ["Customer", "Invoice", "Date", "Amount", "Paid", "Remark"]),
                ReadRow(
                    line: 2, indent: 2,
                    cells: ["Abacus & Söhne", "INV-1", "2026-07-25", "#1234.5", "yes"]),
                ReadRow(
                    line: 3,
                    cells: ["Bürki <AG>", "0007", "2026-01-31", "#0.3", "no", "first\nsecond"]),
                ReadRow(line: 5, cells: ["Total of all", "_", "_", "#1234.8"]),
            ])
    }

    @Test func `tell their sheets' names in their order`() throws {
        var package = XLSXPackage(
            sheets: [Self.text("one"), "", Self.text("three")], names: ["B", "Empty", "A &amp; Z"])
        package.isPacked = true
        try Tables.withFile(package.archive) { descriptor in
            let reader = try XLSXFile.open(descriptor: descriptor)
            #expect(reader.sheetNames == ["B", "Empty", "A & Z"])
            #expect(try reader.next()?.sheet == 0)
            #expect(try reader.next()?.sheet == 2)
            #expect(try reader.next() == nil)
            #expect(reader.bytesConsumed <= reader.sizeBytes ?? 0)
            #expect(reader.bytesConsumed > 0)
        }
    }

    @Test func `leave out the sheets that nobody sees, and name them`() throws {
        let package = XLSXPackage(
            sheets: [Self.text("one"), Self.text("old"), Self.text("three")],
            names: ["A", #"Old" state="hidden"#, #"Older" state="veryHidden"#])
        try Tables.withFile(package.archive) { descriptor in
            let reader = try XLSXFile.open(descriptor: descriptor)
            #expect(reader.sheetNames == ["A"])
            #expect(reader.hiddenSheets == ["Old", "Older"])
            #expect(try reader.next()?.cells == [.text("one")])
            #expect(try reader.next() == nil)
        }
    }

    @Test(arguments: [
        ("[$€-407] #,##0.00", "#5 EUR"), ("#,##0.00 &quot;EUR&quot;", "#5 EUR"),
        ("#,##0.00\\ &quot;€&quot;;-#,##0.00", "#5 EUR"), ("[$CHF] 0.00", "#5 CHF"),
        ("&quot;$&quot;#,##0.00", "#5"), ("#,##0.00", "#5"), ("0%", "#5"), ("General", "#5"),
        ("0.00E+00", "#5"), ("#,##0,&quot;k&quot;", "#5"), ("[Red]0.00", "#5"),
    ])
    func `say in which currency their amounts are shown`(format: String, cell: String) {
        let styles = """
            <numFmts><numFmt numFmtId="170" formatCode="\(format)"/></numFmts>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>
            """
        let rows = #"<row r="1"><c r="A1" s="1"><v>5</v></c></row>"#
        let table = Tables.read(XLSXPackage(sheets: [rows], styles: styles).archive)
        #expect(table.rows.map(\.cells) == [[cell]])
    }

    @Test func `leave out blank rows but count them`() {
        let rows = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>  </t></is></c></row><row r="2"/>\
            <row r="9"><c r="A9"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>
            """
        let table = Tables.read(XLSXPackage(sheets: [rows]).archive)
        #expect(table.rows == [ReadRow(line: 9, cells: ["#1"]), ReadRow(line: 4, cells: ["#2"])])
    }

    @Test func `may name their elements with a prefix`() {
        var package = XLSXPackage(sheets: [""])
        package.parts[0].bytes = Array(
            """
            <x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>\
            <x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>
            """.utf8)
        #expect(Tables.read(package.archive).rows.map(\.cells) == [["#5"]])
    }

    @Test func `may have parts in sixteen bits a letter`() {
        var package = XLSXPackage(sheets: [""])
        package.parts[0].bytes = Tables.wide(
            "\u{FEFF}<worksheet><sheetData>\(Self.text("Łódź"))</sheetData></worksheet>")
        #expect(Tables.read(package.archive).rows.map(\.cells) == [["Łódź"]])
    }

    /// More than the texts kept in memory, and asked for in another order.
    @Test func `look up many shared texts`() {
        let count = 30_000
        let strings = (0..<count).map { "<si><t>Text \($0) ä</t></si>" }.joined()
        let rows = (0..<count).map { row in
            #"<row><c t="s"><v>\#(row)</v></c><c t="s"><v>\#(row * 7_919 % count)</v></c></row>"#
        }
        let table = Tables.read(XLSXPackage(sheets: [rows.joined()], strings: strings).archive)
        #expect(table.rows.count == count)
        let isRight = table.rows.enumerated().allSatisfy { index, row in
            row.cells == ["Text \(index) ä", "Text \(index * 7_919 % count) ä"]
        }
        #expect(isRight)
    }

    @Test func `are read twice at once`() throws {
        let rows = (0..<3_000).map { Self.text("\($0)") }.joined()
        var package = XLSXPackage(sheets: [rows])
        package.isPacked = true
        try Tables.withFile(package.archive) { descriptor in
            let readers = try [
                XLSXFile.open(descriptor: descriptor), XLSXFile.open(descriptor: descriptor),
            ]
            for row in 0..<3_000 {
                for reader in readers {
                    #expect(try reader.next()?.cells == [.text("\(row)")])
                }
            }
        }
    }
}
