import Testing

@testable import Receivables

@Suite struct `A workbook with several sheets` {
    private static let header = "Customer|Invoice No|Invoice Date|Due Date|Amount|Open Balance"

    @Test func `gives every row a line of its own`() throws {
        let first = ListedRows.rows(Self.header + "\nA|1|2026-01-05|2026-02-04|10|4", sheet: 0)
        let second = ListedRows.rows(
            Self.header + "\nA|2|2026-01-05|2026-02-04|20|20\nB|3|2026-01-05|2026-02-04|5|5",
            sheet: 1)
        let third = ListedRows.rows(Self.header + "\nC|4|2026-01-05|2026-02-04|40|1", sheet: 2)
        let list = try ConvertedList(ListedRows(first + second + third))
        #expect(list.column(.number) == ["1", "2", "3", "4"])
        let lines = list.column(.line)
        #expect(Set(lines).count == 4)
        #expect(lines.first == "2")
        #expect(list.column(.open) == ["4", "20", "5", "1"])
    }

    @Test func `keeps the rows of the sheet that its table stands on`() throws {
        let cover = ListedRows.rows("Fernhill Supply\nprinted for the board", sheet: 0)
        let table = ListedRows.rows(Self.header + "\nA|1|2026-01-05|2026-02-04|10|4", sheet: 1)
        #expect(try ConvertedList(ListedRows(cover + table)).column(.line) == ["2"])
    }
}
