/// One row of a table.
package struct TableRow: Sendable {
    /// Counted from 0; 0 in files that have no sheets.
    package let sheet: Int
    /// Counted from 1: the line of a text file on which the record begins, the row of a sheet.
    package let line: Int64
    /// Without the blanks at the end.
    package let cells: [TableCell]
    /// How far the first filled cell is indented: the sheet's setting, or a third of the blanks
    /// that its text begins with.
    package let indent: Int
    /// The columns whose cells are those of a row above, over several rows.
    package let repeated: [Int]

    package init(
        sheet: Int, line: Int64, cells: [TableCell], indent: Int, repeated: [Int] = []
    ) {
        self.sheet = sheet
        self.line = line
        self.cells = cells
        self.indent = indent
        self.repeated = repeated
    }
}
