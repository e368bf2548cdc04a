/// The rows a statement returned, held in the client library's memory until the last use.
package struct Rows: Sendable, RandomAccessCollection {
    private let storage: ResultStorage

    init(_ storage: ResultStorage) {
        self.storage = storage
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.rowCount }

    package subscript(position: Int) -> Row {
        precondition(position >= 0 && position < storage.rowCount)
        return Row(storage, row: position)
    }

    /// How many rows the statement changed, or returned when it changes nothing.
    package var affectedRows: Int { storage.affectedRows }

    package var columnCount: Int { storage.columnCount }

    package var columnNames: [String] {
        (0..<storage.columnCount).map { storage.name(column: $0) }
    }

    /// A column's position, to look it up once for many rows.
    ///
    /// - Throws: `decoding` when there is none of this name.
    package func column(_ name: String) throws(PostgresError) -> Int {
        guard let column = storage.index(of: name) else {
            throw .decoding(DecodingProblem(.missingColumn, column: -1, wanted: name))
        }
        return column
    }

    /// The one row of a statement that returns exactly one.
    ///
    /// - Throws: `decoding` for none or several.
    package func single() throws(PostgresError) -> Row {
        guard count == 1 else {
            throw .decoding(DecodingProblem(.rowCount(count), column: -1, wanted: "one row"))
        }
        return self[0]
    }

    /// Every row as a value.
    package func decode<T: RowDecodable>(as type: T.Type = T.self) throws -> [T] {
        try map { try T(row: $0) }
    }
}
