/// Writes one-dimensional arrays in PostgreSQL's binary form.
///
/// The form is: dimensions, has-null flag, element type, then size and lower bound, then each
/// element's length (-1 for NULL) and bytes. An empty array has no dimension.
enum ArrayEncoding {
    static func append<T: FixedWidthInteger>(
        _ elements: [T], of type: PostgresType, to bytes: inout [UInt8]
    ) {
        header(count: elements.count, hasNull: false, type: type, to: &bytes)
        let width = MemoryLayout<T>.size
        bytes.reserveCapacity(bytes.count + elements.count * (4 + width))
        for element in elements {
            ByteWriter.append(Int32(width), to: &bytes)
            ByteWriter.append(element, to: &bytes)
        }
    }

    static func append<T: FixedWidthInteger>(
        nullable elements: [T?], of type: PostgresType, to bytes: inout [UInt8]
    ) {
        let hasNull = elements.contains { $0 == nil }
        header(count: elements.count, hasNull: hasNull, type: type, to: &bytes)
        let width = MemoryLayout<T>.size
        bytes.reserveCapacity(bytes.count + elements.count * (4 + width))
        for element in elements {
            ByteWriter.append(Int32(element == nil ? -1 : width), to: &bytes)
            if let element { ByteWriter.append(element, to: &bytes) }
        }
    }

    static func append(_ elements: [String], to bytes: inout [UInt8]) {
        header(count: elements.count, hasNull: false, type: .text, to: &bytes)
        for element in elements { append(element, to: &bytes) }
    }

    static func append(nullable elements: [String?], to bytes: inout [UInt8]) {
        let hasNull = elements.contains { $0 == nil }
        header(count: elements.count, hasNull: hasNull, type: .text, to: &bytes)
        for element in elements {
            if let element {
                append(element, to: &bytes)
            } else {
                ByteWriter.append(Int32(-1), to: &bytes)
            }
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        ByteWriter.append(Int32(truncatingIfNeeded: text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    private static func header(
        count: Int, hasNull: Bool, type: PostgresType, to bytes: inout [UInt8]
    ) {
        ByteWriter.append(Int32(count == 0 ? 0 : 1), to: &bytes)
        ByteWriter.append(Int32(hasNull ? 1 : 0), to: &bytes)
        ByteWriter.append(type.oid, to: &bytes)
        guard count > 0 else { return }
        ByteWriter.append(Int32(truncatingIfNeeded: count), to: &bytes)
        ByteWriter.append(Int32(1), to: &bytes)
    }
}
