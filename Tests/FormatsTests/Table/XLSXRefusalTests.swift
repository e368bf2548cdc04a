import Testing

@testable import Formats

@Suite struct `Refusing a workbook` {
    private static let row = #"<row r="1"><c r="A1"><v>1</v></c></row>"#

    private func error(_ package: XLSXPackage) -> TableError? { Tables.read(package.archive).error }

    @Test func `names other archives for what they are`() {
        let text = Array("x".utf8)
        #expect(
            error(XLSXPackage(parts: [("photo.jpg", text)])) == .notATable("a ZIP archive"))
        #expect(
            error(XLSXPackage(parts: [("word/document.xml", text)]))
                == .notATable("a Word document"))
        #expect(
            error(XLSXPackage(parts: [("xl/workbook.bin", text)]))
                == .notATable("a binary workbook (XLSB)"))
        #expect(
            error(XLSXPackage(parts: [("mimetype", text), ("content.xml", text)]))
                == .notATable("an OpenDocument file"))
    }

    @Test func `for a password`() throws {
        var package = XLSXPackage(sheets: [Self.row])
        package.isEncrypted = true
        #expect(error(package) == .encrypted)
        #expect(Tables.read(try XLSFixture.bytes("password.xlsx")).error == .encrypted)
    }

    @Test func `that is cut off`() {
        let bytes = XLSXPackage(sheets: [Self.row]).archive
        #expect(Tables.read(Array(bytes.dropLast(200))).error == .truncated)
    }

    @Test func `with nothing but pictures`() {
        var package = XLSXPackage(sheets: ["", ""])
        package.parts.append(("xl/drawings/drawing1.xml", []))
        #expect(error(package) == .onlyPictures)
        #expect(error(XLSXPackage(sheets: [""])) == nil)
    }

    @Test func `with a document type, whatever its entities`() {
        var package = XLSXPackage(sheets: [""])
        package.parts[0].bytes = Array(
            """
            <!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">\
            <!ENTITY file SYSTEM "file:///etc/passwd">]>
            <worksheet><sheetData><row><c t="str"><v>&b;&file;</v></c></row></sheetData></worksheet>
            """.utf8)
        #expect(error(package) == .damaged("xl/worksheets/sheet1.xml has a document type"))
    }

    @Test func `that is not well formed`() {
        #expect(error(XLSXPackage(sheets: ["<row>"])) == .damaged("xl/worksheets/sheet1.xml"))
        #expect(error(XLSXPackage(sheets: ["&nbsp;"])) == .damaged("xl/worksheets/sheet1.xml"))
    }

    @Test func `that refers to what is missing`() {
        let rows = #"<row r="3"><c t="s"><v>7</v></c></row>"#
        #expect(
            error(XLSXPackage(sheets: [rows]))
                == .damaged("xl/worksheets/sheet1.xml, row 3 refers to a text that is missing"))
        var package = XLSXPackage(sheets: [Self.row], names: ["Open"])
        package.parts.removeFirst()
        #expect(error(package) == .damaged("the sheet \"Open\" is missing"))
    }

    @Test func `with a column beyond any sheet`() {
        let rows = #"<row r="1"><c r="XFE1"><v>1</v></c></row>"#
        #expect(error(XLSXPackage(sheets: [rows])) == .tooMuch(of: "columns", max: 16_384))
        let last = #"<row r="1"><c r="XFD1"><v>1</v></c></row>"#
        #expect(Tables.read(XLSXPackage(sheets: [last]).archive).rows.first?.cells.count == 16_384)
    }

    @Test func `with a text of more than a million bytes`() {
        let text = String(repeating: "x", count: 1_048_577)
        let rows = "<row><c t=\"str\"><v>\(text)</v></c></row>"
        #expect(
            error(XLSXPackage(sheets: [rows]))
                == .tooMuch(of: "bytes of text in one cell", max: 1_048_576))
    }

    @Test func `that unpacks beyond reason`() {
        var package = XLSXPackage(sheets: [String(repeating: " ", count: 12 << 20)])
        package.isPacked = true
        #expect(error(package) == .bomb)
    }

    /// What would take the square of its size in time, or memory for every level.
    @Test func `with endless attributes, names or levels`() {
        let attributes = (0..<100_000).map { "a\($0)=''" }.joined(separator: " ")
        #expect(
            error(XLSXPackage(sheets: ["<row \(attributes)/>"]))
                == .damaged("xl/worksheets/sheet1.xml"))
        let names = (0..<200_000).map { "<n\($0)/>" }.joined()
        #expect(error(XLSXPackage(sheets: [names])) == .damaged("xl/worksheets/sheet1.xml"))
        let levels = String(repeating: "<row>", count: 100_000)
        #expect(error(XLSXPackage(sheets: [levels])) == .damaged("xl/worksheets/sheet1.xml"))
    }

    /// A few kilobytes of cells may all refer to one long text.
    @Test func `that repeats long texts`() {
        let text = String(repeating: "x", count: 1_000_000)
        let rows = String(repeating: #"<row><c t="s"><v>0</v></c></row>"#, count: 10_000)
        let package = XLSXPackage(sheets: [rows], strings: "<si><t>\(text)</t></si>")
        #expect(error(package) == .bomb)
    }
}
