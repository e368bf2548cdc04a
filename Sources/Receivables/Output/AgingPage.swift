/// Which rows of an aging report one answer shows, and where the next one goes on.
package struct AgingPage: Sendable, Equatable {
    /// Positions in the report's rows.
    package let rows: Range<Int>
    /// What to ask for the rows that follow; nil after the last one.
    package let next: String?

    package init(rows: Range<Int>, next: String?) {
        self.rows = rows
        self.next = next
    }
}

extension AgingReport {
    /// The rows after a cursor that an earlier page gave; nil begins at the first one.
    ///
    /// A cursor names the last row shown and its place. Where the report has changed meanwhile,
    /// it goes on behind that row, wherever it is now; where the row is gone, at its old place.
    ///
    /// - Parameter limit: rows a page, at least 1.
    /// - Throws: `AgingError.cursor`, `AgingError.pastTheEnd`.
    package func page(limit: Int, after cursor: String?) throws(AgingError) -> AgingPage {
        let start = try cursor.map { text throws(AgingError) in try place(after: text) } ?? 0
        guard cursor == nil || start < rowCount else { throw .pastTheEnd }
        let end = min(rowCount, start + limit, firstRow + rows.count)
        guard end < rowCount else { return AgingPage(rows: start..<end, next: nil) }
        let last = AgingCursor(place: end, id: rows[end - 1 - firstRow].id)
        return AgingPage(rows: start..<end, next: last.text)
    }

    private func place(after text: String) throws(AgingError) -> Int {
        let cursor = try AgingCursor(parsing: text)
        if shows(cursor) { return cursor.place }
        return rows.lastIndex { $0.id == cursor.id }.map { $0 + 1 + firstRow } ?? cursor.place
    }
}
