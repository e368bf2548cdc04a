internal import CLibPQ
internal import Glibc

/// Owns one `PGresult` and clears it at the end.
///
/// Unchecked because the pointer is not `Sendable` by itself: a complete result is never written
/// again, and libpq allows reading one from any thread.
final class ResultStorage: @unchecked Sendable {
    let pointer: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        rowCount = Int(PQntuples(pointer))
        columnCount = Int(PQnfields(pointer))
    }

    deinit { PQclear(pointer) }

    /// The column must exist; the row is checked by whoever made it.
    @inline(__always)
    func bytes(row: Int32, column: Int32) -> UnsafeRawBufferPointer? {
        if PQgetisnull(pointer, row, column) != 0 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
    }

    func type(column: Int32) -> PostgresType { PostgresType(oid: PQftype(pointer, column)) }

    func index(of name: String) -> Int? {
        for column in 0..<Int32(columnCount) {
            guard let candidate = PQfname(pointer, column) else { continue }
            let isSame = name.utf8.withContiguousStorageIfAvailable { wanted in
                guard let start = wanted.baseAddress else { return false }
                return strlen(candidate) == wanted.count
                    && memcmp(candidate, start, wanted.count) == 0
            }
            if isSame ?? (String(cString: candidate) == name) { return Int(column) }
        }
        return nil
    }

    func name(column: Int) -> String {
        PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// How many rows the command changed or returned.
    var affectedRows: Int {
        PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// The first word(s) of the command, such as `INSERT` or `ROLLBACK`.
    var command: String {
        PQcmdStatus(pointer).map { String(cString: $0) } ?? ""
    }
}
