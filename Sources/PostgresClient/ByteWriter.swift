/// Appends numbers in network byte order.
enum ByteWriter {
    @inline(__always)
    static func append<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Replaces four bytes written earlier, when their value has become known.
    static func replace(at offset: Int, with value: Int32, in bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { source in
            for index in 0..<4 { bytes[offset + index] = source[index] }
        }
    }
}
