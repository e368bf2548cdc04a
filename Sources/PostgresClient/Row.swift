package import Kernel

/// One row of a result.
package struct Row: Sendable {
    private let storage: ResultStorage
    private let row: Int32

    init(_ storage: ResultStorage, row: Int) {
        self.storage = storage
        self.row = Int32(truncatingIfNeeded: row)
    }

    package var columnCount: Int { storage.columnCount }

    /// Reads a column by position, from 0.
    ///
    /// - Throws: `decoding`.
    package func decode<T: PostgresDecodable>(
        _ column: Int, as type: T.Type = T.self
    ) throws(PostgresError) -> T {
        try T(cell: cell(column, as: type))
    }

    /// Reads a column by name; over many rows `Rows.column(_:)` saves the search.
    ///
    /// - Throws: `decoding`.
    package func decode<T: PostgresDecodable>(
        _ name: String, as type: T.Type = T.self
    ) throws(PostgresError) -> T {
        guard let column = storage.index(of: name) else {
            throw .decoding(DecodingProblem(.missingColumn, column: -1, wanted: name))
        }
        return try decode(column, as: type)
    }

    package func isNull(_ column: Int) -> Bool {
        guard column >= 0, column < storage.columnCount else { return true }
        return storage.bytes(row: row, column: Int32(column)) == nil
    }

    package func int64(_ column: Int) throws(PostgresError) -> Int64 { try decode(column) }

    package func int32(_ column: Int) throws(PostgresError) -> Int32 { try decode(column) }

    package func string(_ column: Int) throws(PostgresError) -> String { try decode(column) }

    package func date(_ column: Int) throws(PostgresError) -> LocalDate { try decode(column) }

    /// Lends a column's binary form without a copy; nil for NULL. The pointer must not escape.
    package func withBytes<R>(
        _ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> R
    ) throws -> R {
        try body(cell(column, as: UnsafeRawBufferPointer.self).bytes)
    }

    @inline(__always)
    private func cell<T>(_ column: Int, as type: T.Type) throws(PostgresError) -> PostgresCell {
        guard column >= 0, column < storage.columnCount else {
            throw .decoding(
                DecodingProblem(.missingColumn, column: column, wanted: "\(type)"))
        }
        let index = Int32(column)
        return PostgresCell(
            bytes: storage.bytes(row: row, column: index), type: storage.type(column: index),
            column: column)
    }
}
