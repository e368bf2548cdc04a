/// One column of one row in binary form, valid only while its row's result is held.
package struct PostgresCell {
    /// The bytes, or nil for NULL.
    let bytes: UnsafeRawBufferPointer?
    let type: PostgresType
    let column: Int

    func failure<T>(_ reason: DecodingProblem.Reason, as type: T.Type) -> PostgresError {
        .decoding(DecodingProblem(reason, column: column, wanted: "\(type)"))
    }

    /// The bytes, which must be there.
    func required<T>(as type: T.Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw failure(.unexpectedNull, as: type) }
        return bytes
    }

    /// A whole number of exactly the column's width.
    @inline(__always)
    func integer<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, as type: T.Type
    ) throws(PostgresError) -> T {
        guard bytes.count == MemoryLayout<T>.size else { throw failure(.malformed, as: type) }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }

    /// Any whole-number column as the type asked for.
    @inline(__always)
    func wholeNumber<T: FixedWidthInteger>(as wanted: T.Type) throws(PostgresError) -> T {
        let bytes = try required(as: wanted)
        switch type {
        case .int8: return try fitting(integer(bytes, as: Int64.self))
        case .int4: return try fitting(integer(bytes, as: Int32.self))
        case .int2: return try fitting(integer(bytes, as: Int16.self))
        case .oid: return try fitting(integer(bytes, as: UInt32.self))
        case .numeric:
            // sum(bigint) is a numeric; a whole one that fits is as good as a bigint.
            guard let text = NumericText.text(bytes), let value = T(text) else {
                throw failure(.outOfRange, as: wanted)
            }
            return value
        default: throw failure(.typeMismatch(oid: type.oid), as: wanted)
        }
    }

    @inline(__always)
    private func fitting<T: FixedWidthInteger>(
        _ value: some FixedWidthInteger
    ) throws(PostgresError) -> T {
        guard let fitting = T(exactly: value) else { throw failure(.outOfRange, as: T.self) }
        return fitting
    }
}
