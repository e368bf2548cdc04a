import Glibc

/// The texts that cells refer to by number, kept in a file on disk with four bytes of memory
/// each, so that millions of them do not fill the memory.
final class XLSSharedStrings {
    /// Twenty columns of different texts in every row of a full sheet.
    static let textsMax = 20_000_000

    private static let cacheSlots = 4096
    private static let cachedBytesMax = 256
    private static let writtenAtOnceBytes = 64 << 10
    /// Texts are mostly numbered as they first occur, so the next one is mostly near; a jump
    /// elsewhere still costs little.
    private static let windowBytes = 4 << 10
    private static let offsetsPerBlock = 1 << 16

    private let descriptor: Int32
    /// Where each text begins and, one further, where the last ends; in blocks, since a single
    /// list would be copied to grow.
    private var offsets: [[UInt32]] = []
    private(set) var count = 0
    private var writtenBytes = 0
    private var pending: [UInt8] = []

    private var cache: [(index: Int, cell: TableCell)]
    private var window: [UInt8] = []
    private var windowStart = 0

    init() throws(TableError) {
        descriptor = try XLSSource.temporaryFile()
        cache = Array(repeating: (-1, .blank), count: Self.cacheSlots)
        pending.reserveCapacity(Self.writtenAtOnceBytes)
        addOffset(0)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws(TableError) {
        guard count < Self.textsMax, writtenBytes + pending.count + bytes.count < UInt32.max
        else { throw .tooMuch(of: "different texts", max: Self.textsMax) }
        pending.append(contentsOf: bytes)
        count += 1
        addOffset(UInt32(writtenBytes + pending.count))
        if pending.count >= Self.writtenAtOnceBytes { try flush() }
    }

    /// Writes out what is left, before the first look-up.
    func flush() throws(TableError) {
        var done = 0
        while done < pending.count {
            let count = pending.withUnsafeBytes { bytes in
                pwrite(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
                    off_t(writtenBytes + done))
            }
            guard count > 0 || errno == EINTR else {
                throw .readFailed(reason: XLSSource.reason(errno))
            }
            done += max(0, count)
        }
        writtenBytes += done
        pending.removeAll(keepingCapacity: true)
    }

    /// - Returns: Nil for a number that no text has.
    func cell(_ index: Int) throws(TableError) -> TableCell? {
        guard index >= 0, index < count else { return nil }
        let slot = index & (Self.cacheSlots - 1)
        if cache[slot].index == index { return cache[slot].cell }
        let start = offset(index)
        let length = offset(index + 1) - start
        let cell = try read(start, length)
        if length <= Self.cachedBytesMax { cache[slot] = (index, cell) }
        return cell
    }

    private func read(_ start: Int, _ length: Int) throws(TableError) -> TableCell {
        if start < windowStart || start + length > windowStart + window.count {
            window = try XLSSource.read(
                descriptor, at: Int64(start), count: max(length, Self.windowBytes), mayEnd: true)
            windowStart = start
        }
        let from = start - windowStart
        guard from + length <= window.count else {
            throw .readFailed(reason: "the temporary file is cut off")
        }
        return window.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[from..<(from + length)])
            if text.allSatisfy(XLSXText.isBlank) { return .blank }
            return .text(String(decoding: text, as: UTF8.self))
        }
    }

    private func addOffset(_ offset: UInt32) {
        if offsets.last?.count ?? Self.offsetsPerBlock == Self.offsetsPerBlock {
            offsets.append([])
            offsets[offsets.count - 1].reserveCapacity(Self.offsetsPerBlock)
        }
        offsets[offsets.count - 1].append(offset)
    }

    private func offset(_ index: Int) -> Int {
        Int(offsets[index / Self.offsetsPerBlock][index % Self.offsetsPerBlock])
    }
}
