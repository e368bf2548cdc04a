import Glibc

/// One stream of a compound file, read at any place.
final class XLSStream {
    private static let windowBytes = 64 << 10

    let sizeBytes: Int64
    /// Keeps the descriptor open; nil for a stream that lies in memory.
    private let file: XLSCompoundFile?
    private let descriptor: Int32
    private let sectors: [UInt32]
    private let sectorBytes: Int
    private var window: [UInt8]
    private var windowStart: Int64 = 0

    init(
        file: XLSCompoundFile, descriptor: Int32, sectors: [UInt32], sectorBytes: Int,
        sizeBytes: Int64
    ) {
        self.file = file
        self.descriptor = descriptor
        self.sectors = sectors
        self.sectorBytes = sectorBytes
        self.sizeBytes = sizeBytes
        window = []
    }

    init(bytes: [UInt8]) {
        file = nil
        descriptor = -1
        sectors = []
        sectorBytes = 1
        sizeBytes = Int64(bytes.count)
        window = bytes
    }

    /// - Throws: `truncated` when the stream ends before.
    func read(at start: Int64, count: Int) throws(TableError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try read(at: start, count: count, into: &bytes)
        return bytes
    }

    /// Appends the bytes to those already in the buffer.
    func read(at start: Int64, count: Int, into bytes: inout [UInt8]) throws(TableError) {
        guard start >= 0, count >= 0, start <= sizeBytes, Int64(count) <= sizeBytes - start else {
            throw .truncated
        }
        var place = start
        let end = start + Int64(count)
        while place < end {
            if place < windowStart || place >= windowStart + Int64(window.count) {
                try readWindow(at: place)
            }
            let from = Int(place - windowStart)
            let most = min(window.count - from, Int(end - place))
            bytes.append(contentsOf: window[from..<(from + most)])
            place += Int64(most)
        }
    }

    private func readWindow(at place: Int64) throws(TableError) {
        let first = Int(place) / sectorBytes
        let last = min(sectors.count, first + max(1, Self.windowBytes / sectorBytes))
        window.removeAll(keepingCapacity: true)
        windowStart = Int64(first * sectorBytes)
        var index = first
        while index < last {
            // Neighbours in the file are read at once, as nearly all are.
            var run = 1
            while index + run < last, sectors[index + run] == sectors[index] &+ UInt32(run) {
                run += 1
            }
            let start = (Int64(sectors[index]) + 1) * Int64(sectorBytes)
            let piece = try XLSSource.read(
                descriptor, at: start, count: run * sectorBytes, mayEnd: index + run == last)
            window += piece
            index += run
        }
        // The last sector of a file is sometimes not written in full.
        if place >= windowStart + Int64(window.count) { throw .truncated }
    }
}
