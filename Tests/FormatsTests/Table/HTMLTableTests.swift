import Testing

@testable import Formats

@Suite struct `Reading the tables of a web page` {
    private func page(_ body: String) -> String { "<html><body>\(body)</body></html>" }

    @Test func `rows, cells and entities`() {
        let table = Tables.read(
            page("<table><tr><th>A &amp; B</th><th>&eacute;&#8364;</th></tr><tr><td>1<td>2</table>")
        )
        #expect(table.kind == .html)
        #expect(table.rows.map(\.cells) == [["A & B", "é€"], ["1", "2"]])
        #expect(table.rows.map(\.line) == [1, 2])
    }

    @Test func `a wide cell fills its columns with blanks, a tall one stands in all its rows`() {
        let text = page(
            """
            <table><tr><td colspan=3>Title<td>x</tr><tr><td rowspan="2">Acme<td>1<td>2</tr>
            <tr><td>3<td>4</tr><tr><td>Bolt<td>5</tr></table>
            """)
        #expect(
            Tables.cells(text) == [
                ["Title", "_", "_", "x"], ["Acme", "1", "2"], ["Acme", "3", "4"], ["Bolt", "5"],
            ])
    }

    @Test func `a tall cell may be the last one, but makes no row of its own`() {
        let text = page(
            """
            <table><tr><td>1<td rowspan="4">May</tr><tr><td>2</tr><tr></tr><tr><td> </tr>
            <tr><td>3<td>4</tr></table>
            """)
        #expect(Tables.cells(text) == [["1", "May"], ["2", "May"], ["3", "4"]])
    }

    @Test func `white space is one blank, no-break spaces indent, breaks begin a line`() {
        let table = Tables.read(
            page(
                "<table><tr><td>&nbsp;&nbsp;&nbsp;Sub\n  <b>one</b><td>a<br>b</table>"
            ))
        #expect(
            table.rows == [
                ReadRow(line: 1, indent: 1, cells: ["\u{A0}\u{A0}\u{A0}Sub one", "a\nb"])
            ])
    }

    @Test func `scripts, styles and heads are not shown`() {
        let text = """
            <head><title>No</title><style>td{mso-number-format:"\\@"}</style>
            <script>document.write("<table><tr><td>x</td></tr></table>")</script>
            <table><tr><td>A<script>no()</script></td></tr></table>
            """
        #expect(Tables.cells(text) == [["A"]])
    }

    @Test func `every table is a sheet, and titles stand before theirs`() {
        let table = Tables.read(
            page(
                "<h1>Aging</h1><p>As of <i>May 1</i></p><table><tr><td>A</table><table><tr><td>B"
            ))
        #expect(table.rows.map(\.sheet) == [0, 0, 0, 1])
        #expect(table.rows.map(\.line) == [1, 2, 3, 4])
        #expect(table.rows[1].cells == ["As of May 1"])
    }

    @Test func `a table that lays out the page gives the rows of the one inside`() {
        let text = page(
            """
            <table><tr><td><table><tr><td>A<td>B</tr><tr><td>1<td>2</tr></table></td></tr>
            <tr><td><table><tr><td>framed</td></tr></table></td><td>5</td></tr></table>
            """)
        #expect(Tables.cells(text) == [["A", "B"], ["1", "2"], ["framed", "5"]])
    }

    @Test func `encodings by mark, by what the page says, and without a word`() {
        let text = "<meta charset=\"windows-1251\"><table><tr><td>"
        let cyrillic = Array(text.utf8) + [0xCF, 0xF0, 0xE8] + Array("</table>".utf8)
        #expect(Tables.read(cyrillic).rows.map(\.cells) == [["При"]])
        let western = Array("<table><tr><td>".utf8) + [0xFC, 0x80] + Array("</table>".utf8)
        #expect(Tables.read(western).rows.map(\.cells) == [["ü€"]])
        let marked = "\u{FEFF}<table><tr><td>ü€</table>"
        #expect(Tables.cells(marked) == [["ü€"]])
        #expect(Tables.read(Tables.wide(marked)).rows.map(\.cells) == [["ü€"]])
        #expect(Tables.read(Gzip.pack(Array(marked.utf8))).kind == .html)
    }

    @Test func `depth, columns, cells and silence have limits`() {
        let deep = String(repeating: "<div>", count: 2_000)
        #expect(Tables.read("<table>" + deep).error?.code == "table_too_much")
        let wide = "<table><tr>" + String(repeating: "<td>x", count: 2_001)
        #expect(Tables.read(wide).error == .tooMuch(of: "columns", max: 2_000))
        let long = "<table><tr><td>" + String(repeating: "x", count: 1 << 21)
        #expect(Tables.read(long).error == .tooMuch(of: "bytes in a cell", max: 1 << 20))
        let silent = "<table><!--" + String(repeating: "x", count: 18 << 20)
        #expect(Tables.read(silent).error == .tooMuch(of: "bytes in one tag", max: 16 << 20))
    }
}
