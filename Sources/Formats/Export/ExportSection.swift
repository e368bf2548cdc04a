/// One table of an export, before its rows: a sheet of a workbook, a table on paper.
package struct ExportSection: Sendable {
    /// The sheet's name and, where there are several, the table's heading.
    package let name: String
    /// What is said of this table besides the document's facts.
    package let facts: [ExportFact]
    package let columns: [ExportColumn]
    /// Whether its rows stand in a CSV file, which holds one table: all sections that do must
    /// have the same columns.
    package let isInCSV: Bool
    /// Said in place of the rows where there are none.
    package let emptyNote: String

    package init(
        name: String, facts: [ExportFact] = [], columns: [ExportColumn], isInCSV: Bool = true,
        emptyNote: String = "There are no rows."
    ) {
        self.name = name
        self.facts = facts
        self.columns = columns
        self.isInCSV = isInCSV
        self.emptyNote = emptyNote
    }

    /// The columns that people see, by their places.
    var shown: [(place: Int, column: ExportColumn)] {
        columns.enumerated().filter { $0.element.audience != .programs }
            .map { (place: $0.offset, column: $0.element) }
    }
}
