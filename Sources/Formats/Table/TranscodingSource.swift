/// Rewrites text in UTF-8 while it is read.
final class TranscodingSource: TableSource {
    private static let blockBytes = 32 << 10

    private let source: any TableSource
    private var decoder: TextDecoder
    private let input = UnsafeMutableRawBufferPointer.allocate(
        byteCount: TranscodingSource.blockBytes, alignment: 16)
    /// Text not yet handed out begins at `position`.
    private var output: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private var ownFailure: TableError?

    /// - Parameter encoding: what the source's bytes are.
    init(_ source: any TableSource, from encoding: TextEncoding) {
        self.source = source
        decoder = TextDecoder(encoding)
    }

    deinit { input.deallocate() }

    var sizeBytes: Int64? { nil }
    var bytesConsumed: Int64 { source.bytesConsumed }
    var failure: TableError? { ownFailure ?? source.failure }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        while position == output.count {
            if isAtEnd { return 0 }
            try refill()
        }
        let count = min(buffer.count, output.count - position)
        buffer.copyBytes(from: output[position..<(position + count)])
        position += count
        return count
    }

    private func refill() throws(CSVError) {
        output.removeAll(keepingCapacity: true)
        position = 0
        let count = try source.read(into: input)
        if count > 0 {
            decoder.append(UnsafeRawBufferPointer(rebasing: input[..<count]), to: &output)
            return
        }
        isAtEnd = true
        if !decoder.finish(&output) {
            ownFailure = .truncated
            throw .readFailed(reason: "it ends inside a character")
        }
    }
}
