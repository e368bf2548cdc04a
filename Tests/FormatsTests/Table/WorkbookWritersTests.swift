import Testing

@testable import Formats

/// Workbooks with what Excel itself and the usual libraries put into them.
@Suite struct `Workbooks of Excel and of libraries` {
    /// The same list in both: days from 1904 in spite of an extension of the same name, formats
    /// of its own, pronunciation, formulas, hidden rows and sheets, extensions everywhere.
    @Test(arguments: ["excel-1904.xlsx", "excel-strict.xlsx"])
    func `are read as Excel shows them`(name: String) throws {
        let table = Tables.read(try XLSFixture.bytes(name))
        #expect(table.error == nil)
        #expect(
            table.rows == [
                ReadRow(line: 1, cells: ["Open invoices"]),
                ReadRow(line: 2, indent: 1, cells: ["As of July 31, 2026"]),
                ReadRow(
                    line: 4,
                    cells: [
                        "Customer", "Invoice No", "Invoice Date", "Due Date", "Amount",
                        "Open Balance",
                    ]),
                ReadRow(
                    line: 5,
                    cells: [
                        "東京電力", "INV-5", "2026-06-01", "2026-07-01", "#1234.56", "#1234.55 USD",
                    ]),
                ReadRow(
                    line: 6,
                    cells: [
                        "  Acme & Sons ", "_x0041_", "2026-06-02", "2026-07-02", "#1000", "#1000",
                    ]),
                ReadRow(
                    line: 7,
                    cells: ["Bolt", "#1007", "2026-06-03", "2026-07-03", "#-0.05", "!#DIV/0!"]),
                ReadRow(line: 8, cells: ["Line one\r\nline two", "_", "_", "_", "yes"]),
                ReadRow(line: 9, cells: ["Total", "_", "_", "_", "#2234.5"]),
            ])
    }

    @Test(arguments: ["openpyxl.xlsx", "openpyxl-1904.xlsx"])
    func `are read as openpyxl writes them`(name: String) throws {
        let table = Tables.read(try XLSFixture.bytes(name))
        #expect(table.error == nil)
        let day = "2026-07-25"
        #expect(
            table.rows == [
                ReadRow(line: 1, cells: ["Customer", "Date", "Stamp", "Time", "Amount"]),
                ReadRow(line: 2, cells: ["Acme", day, day, "#0.770833333333333", "#1234.56"]),
                ReadRow(line: 3, cells: ["Two runs", "2024-02-29"]),
                ReadRow(line: 4, cells: ["Built-in", day, day, day, day, day, day]),
                ReadRow(line: 6, cells: ["Merged"]),
            ])
    }

    @Test func `are read as libxlsxwriter writes them`() throws {
        let table = Tables.read(try XLSFixture.bytes("xlsxwriter.xlsx"))
        #expect(table.error == nil)
        let first = table.rows.prefix(7).map(\.cells)
        let day = "2026-07-25"
        #expect(
            first == [
                ["#14", day, "a bold word", "x1"], ["#15", day, "_", "!#DIV/0!"],
                ["#16", day, day, "yes"], ["#17", day, "_x000D_ kept"],
                ["#22", day, "tab\tand\rreturn"], ["#45", day, "merged"],
                ["#46", day, "hidden row"],
            ])
        #expect(table.rows.allSatisfy { $0.cells[1] == day })
        let further = Tables.read(try XLSFixture.bytes("xlsxwriter-memory.xlsx"))
        #expect(further.rows.map(\.cells) == [["Customer", " padded ", "#1.1", "#0.3"]])
    }
}
