/// The bytes of a file from its beginning, as they are.
final class TableByteSource: TableSource {
    private let bytes: TableBytes
    private(set) var bytesConsumed: Int64 = 0

    init(_ bytes: TableBytes) {
        self.bytes = bytes
    }

    var sizeBytes: Int64? { bytes.sizeBytes }
    var failure: TableError? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        let count = try bytes.read(into: buffer, at: bytesConsumed)
        bytesConsumed += Int64(count)
        return count
    }
}
