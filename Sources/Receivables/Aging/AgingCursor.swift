/// The last row that a page has shown: where it stood, from 1, and what it was. Written `100-42`.
struct AgingCursor: Hashable, Sendable {
    let place: Int
    let id: Int64

    init(place: Int, id: Int64) {
        self.place = place
        self.id = id
    }

    /// - Throws: `AgingError.cursor`.
    init(parsing text: String) throws(AgingError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let place = Int(parts[0]), place > 0, place < Int(Int32.max),
            let id = Int64(parts[1]), id > 0
        else { throw .cursor }
        self.init(place: place, id: id)
    }

    var text: String { "\(place)-\(id)" }

    /// The row itself, which is compared, and those that follow it.
    static func window(after cursor: AgingCursor?, limit: Int) -> Range<Int> {
        guard let cursor else { return 0..<limit }
        return (cursor.place - 1)..<(cursor.place + limit)
    }
}

extension AgingReport {
    /// Whether the row stands where it stood.
    func shows(_ cursor: AgingCursor) -> Bool {
        let index = cursor.place - 1 - firstRow
        return rows.indices.contains(index) && rows[index].id == cursor.id
    }
}
