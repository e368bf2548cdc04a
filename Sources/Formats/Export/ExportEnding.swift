/// What stands below a table's rows.
package struct ExportEnding: Sendable {
    /// Rows of totals and shares, each with a cell for every column. CSV files have none:
    /// whoever sums a column would count everything twice.
    package let summary: [[ExportCell]]
    /// Sentences, such as whether the total agrees with the ledger.
    package let notes: [String]

    package init(summary: [[ExportCell]] = [], notes: [String] = []) {
        self.summary = summary
        self.notes = notes
    }
}
