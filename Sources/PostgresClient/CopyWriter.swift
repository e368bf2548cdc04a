internal import CLibPQ

/// Sends the data of a COPY … FROM STDIN through one buffer of fixed size.
///
/// For the binary format: `writeHeader()`, per row `beginRow(columns:)` and its fields, and
/// `writeTrailer()` at the end. A field's type must be exactly its column's; nothing is converted.
/// For the text and CSV formats: `write(_:)`.
package struct CopyWriter: ~Copyable {
    private static let bufferBytes = 64 << 10
    /// The longest fixed-size piece written at once.
    private static let pieceBytesMax = 32

    private let wire: Wire
    private let buffer: UnsafeMutableRawBufferPointer
    private var used = 0
    /// How many bytes have been written so far.
    package private(set) var byteCount = 0

    init(_ wire: Wire) {
        self.wire = wire
        buffer = .allocate(byteCount: CopyWriter.bufferBytes, alignment: 8)
    }

    deinit { buffer.deallocate() }

    /// Appends bytes as they are.
    ///
    /// - Throws: `connectionLost`, `cancelled`.
    package mutating func write(_ bytes: [UInt8]) throws(PostgresError) {
        try bytes.span.withUnsafeBytes { source throws(PostgresError) in try write(source) }
    }

    /// Appends bytes as they are.
    package mutating func write(_ source: UnsafeRawBufferPointer) throws(PostgresError) {
        byteCount += source.count
        var rest = source[...]
        while !rest.isEmpty {
            if used == buffer.count { try send() }
            let piece = rest.prefix(buffer.count - used)
            UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: piece))
            used += piece.count
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Sends what is still in the buffer.
    mutating func send() throws(PostgresError) {
        guard used > 0 else { return }
        if wire.cancellation.isCancelled { throw .cancelled }
        let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(wire.pointer, start, Int32(used)) == 1 else { throw wire.lost() }
        used = 0
        // Without this the library would keep all data in its own memory.
        try wire.flush()
    }

    @inline(__always)
    private mutating func reserve(_ count: Int) throws(PostgresError) {
        if buffer.count - used < count { try send() }
    }

    @inline(__always)
    private mutating func put<T: FixedWidthInteger>(_ value: T) {
        buffer.storeBytes(of: value.bigEndian, toByteOffset: used, as: T.self)
        used += MemoryLayout<T>.size
        byteCount += MemoryLayout<T>.size
    }

    @inline(__always)
    private mutating func field<T: FixedWidthInteger>(_ value: T) throws(PostgresError) {
        try reserve(CopyWriter.pieceBytesMax)
        put(Int32(MemoryLayout<T>.size))
        put(value)
    }

    @inline(__always)
    private mutating func length(_ count: Int) throws(PostgresError) {
        guard let length = Int32(exactly: count) else { throw .tooLarge }
        try reserve(CopyWriter.pieceBytesMax)
        put(length)
    }
}

// MARK: The binary format

extension CopyWriter {
    package mutating func writeHeader() throws(PostgresError) {
        try write(Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00])
        try reserve(CopyWriter.pieceBytesMax)
        // No flags, no header extension.
        put(Int64(0))
    }

    package mutating func writeTrailer() throws(PostgresError) {
        try reserve(CopyWriter.pieceBytesMax)
        put(Int16(-1))
    }

    package mutating func beginRow(columns: Int16) throws(PostgresError) {
        try reserve(CopyWriter.pieceBytesMax)
        put(columns)
    }

    package mutating func null() throws(PostgresError) {
        try reserve(CopyWriter.pieceBytesMax)
        put(Int32(-1))
    }

    package mutating func bool(_ value: Bool) throws(PostgresError) {
        try field(UInt8(value ? 1 : 0))
    }

    package mutating func int16(_ value: Int16) throws(PostgresError) { try field(value) }

    package mutating func int32(_ value: Int32) throws(PostgresError) { try field(value) }

    package mutating func int64(_ value: Int64) throws(PostgresError) { try field(value) }

    package mutating func float8(_ value: Double) throws(PostgresError) {
        try field(value.bitPattern)
    }

    /// Days since 2000-01-01, the number `LocalDate` stores.
    package mutating func date(daysSince2000: Int32) throws(PostgresError) {
        try field(daysSince2000)
    }

    /// Microseconds since 2000-01-01 UTC, the number `Instant` stores.
    package mutating func timestamp(microsecondsSince2000: Int64) throws(PostgresError) {
        try field(microsecondsSince2000)
    }

    /// Text, or anything whose binary form is its text: an enum, JSON.
    package mutating func text(_ value: String) throws(PostgresError) {
        var value = value
        value.makeContiguousUTF8()
        try text(utf8: value.utf8Span.span)
    }

    package mutating func text(utf8 bytes: Span<UInt8>) throws(PostgresError) {
        try length(bytes.count)
        try bytes.withUnsafeBytes { source throws(PostgresError) in try write(source) }
    }

    package mutating func bytes(_ value: [UInt8]) throws(PostgresError) {
        try length(value.count)
        try write(value)
    }
}
