import Testing

@testable import Formats

@Suite struct `Cells of a workbook` {
    private func cells(
        _ rows: String, strings: String = "", styles: String = "", properties: String = ""
    ) -> [[String]] {
        let package = XLSXPackage(
            sheets: [rows], strings: strings, styles: styles, properties: properties)
        let table = Tables.read(package.archive)
        #expect(table.error == nil)
        #expect(table.kind == .spreadsheet)
        return table.rows.map(\.cells)
    }

    @Test func `join the runs of a rich text and leave its pronunciation out`() {
        let strings = """
            <si><t>Plain</t></si>
            <si><r><rPr><b/></rPr><t>Two </t></r><r><t xml:space="preserve">runs </t></r>\
            <rPh sb="0" eb="1"><t>spoken</t></rPh></si>
            """
        let rows = #"<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>"#
        #expect(cells(rows, strings: strings) == [["Two runs ", "Plain"]])
    }

    @Test func `take texts that stand in the cell itself`() {
        let rows = """
            <row r="1"><c r="A1" t="inlineStr"><is><r><t>Müller </t></r>\
            <r><t>&amp; Söhne</t></r></is></c>\
            <c r="B1" t="inlineStr"><is><t><![CDATA[<AG>]]></t></is></c></row>
            """
        #expect(cells(rows) == [["Müller & Söhne", "<AG>"]])
    }

    @Test func `take a formula's stored result`() {
        let rows = """
            <row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>made</v></c>\
            <c r="B1"><f>1+1</f><v>2</v></c>\
            <c r="C1" t="b"><f>TRUE()</f><v>1</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>\
            <c r="E1"><f>A9</f></c><c r="F1" t="b"><v>0</v></c></row>
            """
        #expect(cells(rows) == [["made", "#2", "yes", "!#DIV/0!", "_", "no"]])
    }

    @Test func `resolve escaped characters`() {
        let strings = "<si><t>one_x000D_two</t></si><si><t>_x005F_x000D_ _xZZZZ_ a_x</t></si>"
        let rows = #"<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>"#
        #expect(cells(rows, strings: strings) == [["one\rtwo", "_x000D_ _xZZZZ_ a_x"]])
    }

    @Test func `are dates by their number format`() {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>\
            <numFmt numFmtId="165" formatCode="[h]:mm"/>\
            <numFmt numFmtId="166" formatCode="&quot;day&quot; 0.00"/></numFmts>\
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
            <xf numFmtId="166"/></cellXfs>
            """
        let rows = """
            <row r="1"><c s="1"><v>46228</v></c><c s="2"><v>46228.75</v></c>\
            <c s="3"><v>46228</v></c>\
            <c s="4"><v>46228</v></c><c s="0"><v>46228</v></c><c s="99"><v>46228</v></c></row>
            """
        #expect(
            cells(rows, styles: styles) == [
                ["2026-07-25", "2026-07-25", "#46228", "#46228", "#46228", "#46228"]
            ])
    }

    @Test func `count days from 1900 with the day that never was`() {
        let rows = """
            <row r="1"><c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>60</v></c>\
            <c s="1"><v>61</v></c><c s="1"><v>0</v></c><c s="1"><v>-5</v></c>\
            <c s="1"><v>2958465</v></c><c s="1"><v>2958466</v></c></row>
            """
        let styles = #"<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#
        #expect(
            cells(rows, styles: styles) == [
                [
                    "1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "#0", "#-5",
                    "9999-12-31", "#2958466",
                ]
            ])
    }

    @Test func `count days from 1904 when the workbook does`() {
        let rows = #"<row r="1"><c s="0"><v>0</v></c><c s="0"><v>44766</v></c></row>"#
        let styles = #"<cellXfs><xf numFmtId="14"/></cellXfs>"#
        let properties = #"<workbookPr date1904="1"/>"#
        #expect(
            cells(rows, styles: styles, properties: properties) == [["1904-01-01", "2026-07-25"]])
    }

    @Test func `may hold dates in words of the standard`() {
        let rows =
            #"<row r="1"><c t="d"><v>2026-07-25T12:00:00</v></c><c t="d"><v>soon</v></c></row>"#
        #expect(cells(rows) == [["2026-07-25", "soon"]])
    }

    @Test func `have the place their reference says, or the next`() {
        let rows = """
            <row r="2"><c r="C2"><v>3</v></c><c><v>4</v></c><c r="A2"><v>1</v></c></row>\
            <row><c><v>5</v></c></row>
            """
        let table = Tables.read(XLSXPackage(sheets: [rows]).archive)
        #expect(table.rows.map(\.cells) == [["#1", "_", "#3", "#4"], ["#5"]])
        #expect(table.rows.map(\.line) == [2, 3])
    }

    @Test func `tell how far the row is indented`() {
        let styles = """
            <cellXfs><xf numFmtId="0"/>\
            <xf numFmtId="0"><alignment horizontal="left" indent="2"/></xf></cellXfs>
            """
        let rows = """
            <row r="1"><c s="1" t="inlineStr"><is><t>Customer</t></is></c></row>\
            <row r="2"><c r="B2" s="1" t="inlineStr"><is><t>Sub</t></is></c>\
            <c s="0"><v>1</v></c></row>\
            <row r="3"><c t="inlineStr"><is><t>      Blanks</t></is></c></row>
            """
        let table = Tables.read(XLSXPackage(sheets: [rows], styles: styles).archive)
        #expect(table.rows.map(\.indent) == [2, 2, 2])
    }
}
