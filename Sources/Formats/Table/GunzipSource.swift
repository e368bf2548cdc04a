import CZlib

/// Unpacks a gzip file while it is read. Several packed parts behind each other are one file.
final class GunzipSource: TableSource {
    /// An honest list packs to a twentieth; deflate cannot do better than about a thousandth.
    static let ratioMax: Int64 = 1_000
    static let unpackedBytesMax: Int64 = 4 << 30
    /// Below this much, a high ratio says nothing.
    private static let harmlessBytes: Int64 = 4 << 20

    private let source: any TableSource
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var unpackedBytes: Int64 = 0
    private var isBetweenParts = false
    private var isPadded = false
    private var isAtEnd = false
    private(set) var failure: TableError?

    init(_ source: any TableSource) {
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 64 << 10, alignment: 16)
        if countinghouse_gunzip_begin(stream) != Z_OK {
            failure = .readFailed(reason: "there is not enough memory to unpack it")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
    }

    /// How long the text is shows only at its end.
    var sizeBytes: Int64? { nil }
    var bytesConsumed: Int64 { source.bytesConsumed }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        if failure != nil { throw .readFailed(reason: "it cannot be unpacked") }
        guard !isAtEnd, let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
        // zlib counts in 32 bits.
        let room = min(buffer.count, 1 << 30)
        stream.pointee.next_out = base.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = uInt(room)
        var written = 0
        while written == 0, !isAtEnd {
            if stream.pointee.avail_in == 0 { try refill() }
            if isAtEnd { break }
            try inflateMore()
            written = room - Int(stream.pointee.avail_out)
        }
        unpackedBytes += Int64(written)
        try checkSize()
        return written
    }

    private func inflateMore() throws(CSVError) {
        if isBetweenParts {
            // Behind the last part there may be padding, as tapes and disks need it.
            skipZeros()
            guard let next = stream.pointee.next_in, stream.pointee.avail_in > 0 else { return }
            guard next.pointee == 0x1F, !isPadded else {
                try fail(.damaged("something that is not part of it follows the packed text"))
                return
            }
            inflateReset(stream)
            isBetweenParts = false
        }
        switch inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetweenParts = true
        case Z_MEM_ERROR: try fail(.readFailed(reason: "there is not enough memory to unpack it"))
        default: try fail(.damaged("what is packed in it cannot be unpacked"))
        }
    }

    private func skipZeros() {
        while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
            isPadded = true
        }
    }

    private func refill() throws(CSVError) {
        let count: Int
        do throws(CSVError) {
            count = try source.read(into: input)
        } catch {
            failure = source.reason(error)
            throw error
        }
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_in = uInt(count)
        guard count == 0 else { return }
        isAtEnd = true
        if !isBetweenParts { try fail(.truncated) }
    }

    private func checkSize() throws(CSVError) {
        let packed = bytesConsumed - Int64(stream.pointee.avail_in)
        let isBomb =
            unpackedBytes > Self.harmlessBytes && unpackedBytes / max(1, packed) > Self.ratioMax
        if isBomb || unpackedBytes > Self.unpackedBytesMax { try fail(.bomb) }
    }

    private func fail(_ error: TableError) throws(CSVError) {
        failure = error
        throw .readFailed(reason: "it cannot be unpacked")
    }
}
