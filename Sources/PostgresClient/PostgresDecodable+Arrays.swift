extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads a one-dimensional array; an array of bytes reads a `bytea`.
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: [Element].self)
        if cell.type == .bytea {
            guard let octets = Array<UInt8>(bytes) as? [Element] else {
                throw cell.failure(.typeMismatch(oid: cell.type.oid), as: [Element].self)
            }
            self = octets
            return
        }
        var reader = ArrayReader(bytes: bytes, column: cell.column)
        let count = try reader.readHeader()
        self = []
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(cell: reader.next())) }
        try reader.finish()
    }
}

extension UInt8: PostgresDecodable {
    /// Reads PostgreSQL's one-byte `"char"`; it is here so that `[UInt8]` reads a `bytea`.
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: UInt8.self)
        guard cell.type == .char, bytes.count == 1 else {
            throw cell.failure(.typeMismatch(oid: cell.type.oid), as: UInt8.self)
        }
        self = bytes[0]
    }
}
