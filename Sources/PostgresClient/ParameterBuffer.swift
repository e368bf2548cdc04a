/// The bound values of one statement in the layout that libpq asks for, reused between statements.
struct ParameterBuffer {
    /// A message to the server may not reach 1 GiB; half of it leaves room for everything else.
    static let bytesMax = 512 << 20
    /// The protocol counts parameters in 16 bits.
    static let countMax = 65_535
    /// A buffer that grew past this for one large value is given back afterwards.
    private static let retainedBytesMax = 1 << 20

    private var bytes: [UInt8] = []
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var types: [UInt32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    /// How much the values take.
    var byteCount: Int { bytes.count }

    /// Whether the values can be sent at all; a pipeline asks before its first statement goes out.
    ///
    /// - Throws: `invalidText`, `tooLarge`.
    static func check(_ values: [PostgresValue]) throws(PostgresError) {
        guard values.count <= countMax else { throw .tooLarge }
        for value in values {
            switch value {
            case .text(let text), .json(let text), .numeric(let text):
                guard !text.utf8.contains(0) else { throw .invalidText }
                guard text.utf8.count < bytesMax else { throw .tooLarge }
            case .bytes(let bytes): guard bytes.count < bytesMax else { throw .tooLarge }
            default: break
            }
        }
    }

    /// Lays the values out.
    ///
    /// - Throws: `invalidText` for text with a NUL, `tooLarge` past the protocol's limits.
    mutating func encode(_ values: [PostgresValue]) throws(PostgresError) {
        reset()
        guard values.count <= ParameterBuffer.countMax else { throw .tooLarge }
        for value in values {
            let start = bytes.count
            types.append(value.type.oid)
            let isBinary = try append(value)
            guard bytes.count <= ParameterBuffer.bytesMax else { throw .tooLarge }
            offsets.append(value.isNull ? -1 : start)
            lengths.append(Int32(bytes.count - start))
            formats.append(isBinary ? 1 : 0)
            // Ends a text, and keeps an empty value's address inside the buffer.
            bytes.append(0)
        }
    }

    /// Lends the arrays to a libpq call: types, values, lengths, formats.
    mutating func withPointers<R>(
        _ body: (
            Int32, UnsafePointer<UInt32>?, UnsafePointer<UnsafePointer<CChar>?>?,
            UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        defer { if bytes.capacity > ParameterBuffer.retainedBytesMax { bytes = [] } }
        return bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                pointers.removeAll(keepingCapacity: true)
                for offset in offsets {
                    pointers.append(offset < 0 ? nil : characters.baseAddress.map { $0 + offset })
                }
                return body(Int32(offsets.count), types, pointers, lengths, formats)
            }
        }
    }

    private mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
    }

    /// Appends one value; the result says whether it is in binary form.
    private mutating func append(_ value: PostgresValue) throws(PostgresError) -> Bool {
        switch value {
        case .null, .typedNull: break
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .int2(let value): ByteWriter.append(value, to: &bytes)
        case .int4(let value), .date(let value): ByteWriter.append(value, to: &bytes)
        case .int8(let value), .timestamp(let value): ByteWriter.append(value, to: &bytes)
        case .float8(let value): ByteWriter.append(value.bitPattern, to: &bytes)
        case .bytes(let value): bytes.append(contentsOf: value)
        case .text(let value), .json(let value), .numeric(let value):
            try append(text: value)
            return false
        default: appendArray(value)
        }
        return true
    }

    private mutating func append(text: String) throws(PostgresError) {
        // libpq takes text as a C string: a NUL would cut the value off silently.
        guard !text.utf8.contains(0) else { throw .invalidText }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendArray(_ value: PostgresValue) {
        switch value {
        case .boolArray(let elements):
            ArrayEncoding.append(elements.map { UInt8($0 ? 1 : 0) }, of: .bool, to: &bytes)
        case .int2Array(let elements): ArrayEncoding.append(elements, of: .int2, to: &bytes)
        case .int4Array(let elements): ArrayEncoding.append(elements, of: .int4, to: &bytes)
        case .int8Array(let elements): ArrayEncoding.append(elements, of: .int8, to: &bytes)
        case .float8Array(let elements):
            ArrayEncoding.append(elements.map(\.bitPattern), of: .float8, to: &bytes)
        case .textArray(let elements): ArrayEncoding.append(elements, to: &bytes)
        case .dateArray(let elements): ArrayEncoding.append(elements, of: .date, to: &bytes)
        case .timestampArray(let elements):
            ArrayEncoding.append(elements, of: .timestamptz, to: &bytes)
        default: appendNullableArray(value)
        }
    }

    private mutating func appendNullableArray(_ value: PostgresValue) {
        switch value {
        case .nullableBoolArray(let elements):
            let bits = elements.map { $0.map { UInt8($0 ? 1 : 0) } }
            ArrayEncoding.append(nullable: bits, of: .bool, to: &bytes)
        case .nullableInt2Array(let elements):
            ArrayEncoding.append(nullable: elements, of: .int2, to: &bytes)
        case .nullableInt4Array(let elements):
            ArrayEncoding.append(nullable: elements, of: .int4, to: &bytes)
        case .nullableInt8Array(let elements):
            ArrayEncoding.append(nullable: elements, of: .int8, to: &bytes)
        case .nullableTextArray(let elements):
            ArrayEncoding.append(nullable: elements, to: &bytes)
        case .nullableDateArray(let elements):
            ArrayEncoding.append(nullable: elements, of: .date, to: &bytes)
        case .nullableTimestampArray(let elements):
            ArrayEncoding.append(nullable: elements, of: .timestamptz, to: &bytes)
        default: break
        }
    }
}

extension PostgresValue {
    var isNull: Bool {
        switch self {
        case .null, .typedNull: true
        default: false
        }
    }
}
