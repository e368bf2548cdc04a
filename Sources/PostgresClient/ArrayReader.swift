/// Walks over the binary form of a one-dimensional array.
struct ArrayReader {
    private let bytes: UnsafeRawBufferPointer
    private let column: Int
    private var position = 0
    private var elementType = PostgresType.inferred

    init(bytes: UnsafeRawBufferPointer, column: Int) {
        self.bytes = bytes
        self.column = column
    }

    /// Reads everything before the elements and returns how many there are.
    mutating func readHeader() throws(PostgresError) -> Int {
        let dimensions = try int32()
        _ = try int32()
        elementType = PostgresType(oid: UInt32(bitPattern: try int32()))
        if dimensions == 0 { return 0 }
        guard dimensions == 1 else { throw malformed }
        let count = try int32()
        _ = try int32()
        // Each element takes four bytes at least, which bounds what a damaged count can ask for.
        guard count >= 0, Int(count) <= (bytes.count - position) / 4 else { throw malformed }
        return Int(count)
    }

    mutating func next() throws(PostgresError) -> PostgresCell {
        let length = Int(try int32())
        guard length >= 0 else {
            return PostgresCell(bytes: nil, type: elementType, column: column)
        }
        guard length <= bytes.count - position else { throw malformed }
        let element = UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
        position += length
        return PostgresCell(bytes: element, type: elementType, column: column)
    }

    func finish() throws(PostgresError) {
        guard position == bytes.count else { throw malformed }
    }

    private mutating func int32() throws(PostgresError) -> Int32 {
        guard bytes.count - position >= 4 else { throw malformed }
        defer { position += 4 }
        return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
    }

    private var malformed: PostgresError {
        .decoding(DecodingProblem(.malformed, column: column, wanted: "array"))
    }
}
