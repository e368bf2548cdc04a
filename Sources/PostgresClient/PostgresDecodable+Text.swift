extension String: PostgresDecodable {
    /// Reads text, JSON, enums, `numeric` (its exact digits) and `uuid` (its usual form).
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: String.self)
        switch cell.type {
        case .numeric:
            guard let text = NumericText.text(bytes) else {
                throw cell.failure(.malformed, as: String.self)
            }
            self = text
        case .jsonb:
            // The first byte is the format's version; the text follows it.
            guard bytes.first == 1 else { throw cell.failure(.malformed, as: String.self) }
            self = try String(utf8: bytes.dropFirst(), of: cell)
        case .uuid:
            guard bytes.count == 16 else { throw cell.failure(.malformed, as: String.self) }
            self = String.uuid(bytes)
        case .bool, .bytea, .int2, .int4, .int8, .oid, .float4, .float8, .date, .time,
            .timestamp, .timestamptz, .interval:
            throw cell.failure(.typeMismatch(oid: cell.type.oid), as: String.self)
        default: self = try String(utf8: bytes[...], of: cell)
        }
    }

    private init(
        utf8 bytes: Slice<UnsafeRawBufferPointer>, of cell: PostgresCell
    ) throws(PostgresError) {
        guard let text = String(validating: UnsafeRawBufferPointer(rebasing: bytes), as: UTF8.self)
        else { throw cell.failure(.malformed, as: String.self) }
        self = text
    }

    private static func uuid(_ bytes: UnsafeRawBufferPointer) -> String {
        let hex = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { out.append(UInt8(ascii: "-")) }
            out.append(hex[Int(byte >> 4)])
            out.append(hex[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }
}
