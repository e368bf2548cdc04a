/// The part of the source that is in memory: it grows only for a record longer than itself.
struct CSVWindow {
    static let blockBytes = 256 << 10
    /// Word-wise searches read this far past the last byte.
    private static let paddingBytes = 16

    private let source: any CSVSource
    private let blockBytes: Int
    private(set) var storage: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    /// Whether the source has given all it has.
    private(set) var isAtEnd = false
    /// How many bytes the source has given.
    private(set) var bytesRead: Int64 = 0

    init(_ source: any CSVSource, blockBytes: Int) {
        self.source = source
        self.blockBytes = max(1, blockBytes)
        storage = Array(repeating: 0, count: 2 * self.blockBytes + Self.paddingBytes)
    }

    var count: Int { end - start }
    var bytesConsumed: Int64 { bytesRead - Int64(count) }

    /// Where in `storage` the bytes not yet given up are.
    var range: Range<Int> { start..<end }

    mutating func consume(_ count: Int) { start += count }

    /// Runs `body` on the first byte not yet given up. A line feed follows the last one.
    @inline(__always)
    mutating func withBytes<R>(_ body: (UnsafeMutablePointer<UInt8>, Int) -> R) -> R? {
        let (start, count) = (start, count)
        return storage.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { body($0 + start, count) }
        }
    }

    /// Gets more bytes behind those that are there.
    ///
    /// - Returns: false when there are no more.
    mutating func fill() throws(CSVError) -> Bool {
        if isAtEnd { return false }
        makeRoom()
        let (end, room) = (end, storage.count - end - Self.paddingBytes)
        let source = source
        let count = try storage.withUnsafeMutableBufferPointer { buffer throws(CSVError) in
            try source.read(
                into: UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: buffer[end..<(end + room)])))
        }
        self.end += count
        bytesRead += Int64(count)
        storage[self.end] = CSVScanner.lineFeed
        isAtEnd = count == 0
        return count > 0
    }

    /// Moves the bytes to the front when a block no longer fits behind them, and doubles the
    /// memory when that is not enough.
    private mutating func makeRoom() {
        guard storage.count - Self.paddingBytes - end < blockBytes else { return }
        let (start, count) = (start, count)
        if start > 0 {
            storage.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                base.update(from: base + start, count: count)
            }
            self.start = 0
            end = count
        }
        if storage.count - Self.paddingBytes - end < blockBytes {
            storage.append(contentsOf: repeatElement(0, count: storage.count))
        }
    }
}
