/// Which rows of an aging report one answer shows, and where the next one goes on.
package struct AgingPage: Sendable, Equatable {
    /// Positions in the report's rows.
    package let rows: Range<Int>
    /// What to ask for the rows that follow; nil after the last one.
    package let next: String?
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
        guard cursor == nil || start < rows.count else { throw .pastTheEnd }
        let end = min(rows.count, start + limit)
        guard end < rows.count else { return AgingPage(rows: start..<end, next: nil) }
        return AgingPage(rows: start..<end, next: "\(end)-\(rows[end - 1].id)")
    }

    private func place(after cursor: String) throws(AgingError) -> Int {
        let parts = cursor.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let place = Int(parts[0]), place > 0,
            let id = Int64(parts[1]), id > 0
        else { throw .cursor }
        if place <= rows.count, rows[place - 1].id == id { return place }
        return rows.lastIndex { $0.id == id }.map { $0 + 1 } ?? place
    }
}
