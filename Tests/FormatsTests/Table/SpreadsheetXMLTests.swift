import Testing

@testable import Formats

@Suite struct `Reading a workbook in the XML of Excel 2003` {
    static func workbook(_ rows: String, encoding: String = "UTF-8") -> String {
        """
        <?xml version="1.0" encoding="\(encoding)"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
         xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><Alignment ss:Indent="2"/></Style></Styles>
        <Worksheet ss:Name="Aging"><Table>\(rows)</Table></Worksheet></Workbook>
        """
    }

    private let rows = """
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">A &amp; B</Data></Cell>
        <Cell><Data ss:Type="String">Due</Data></Cell></Row>
        <Row ss:Index="4"><Cell ss:StyleID="s1"><Data ss:Type="String">Acme</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="Number">1284.5000000000001</Data></Cell>
        <Cell><Data ss:Type="DateTime">2026-07-25T00:00:00.000</Data></Cell>
        <Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>
        </Row>
        """

    @Test func `cells of every type, in their places`() throws {
        let table = Tables.read(Self.workbook(rows))
        #expect(table.error == nil)
        #expect(table.kind == .legacySpreadsheet)
        #expect(
            table.rows == [
                ReadRow(line: 1, cells: ["A & B", "_", "Due"]),
                ReadRow(
                    line: 4, indent: 2,
                    cells: ["Acme", "_", "#1284.5", "2026-07-25", "yes", "!#REF!"]),
            ])
    }

    @Test func `packed, and in UTF-16`() {
        let text = Self.workbook(rows, encoding: "UTF-16")
        #expect(Tables.read(Tables.wide("\u{FEFF}" + text)).rows.count == 2)
        #expect(Tables.read(Gzip.pack(Array(Self.workbook(rows).utf8))).rows.count == 2)
    }

    @Test func `entities of its own, an end in the middle, a wrong tag, too much`() {
        let text = Self.workbook(rows)
        let typed = text.split(separator: "<Workbook")
            .joined(separator: "<!DOCTYPE Workbook [<!ENTITY a \"b\">]><Workbook")
        #expect(Tables.read(typed).error == .damaged("it has a document type"))
        #expect(Tables.read(String(text.dropLast(40))).error == .truncated)
        #expect(
            Tables.read(Self.workbook("<Row><Cell></Row>")).error
                == .damaged("line 5 is not well-formed XML"))
        #expect(
            Tables.read(Self.workbook("<Row><Cell ss:Index=\"5000\"/></Row>")).error
                == .tooMuch(of: "columns", max: 2_000))
        let deep = String(repeating: "<Row><Cell>", count: 50)
        #expect(
            Tables.read(Self.workbook(deep)).error
                == .tooMuch(of: "elements within each other", max: 64))
    }
}
