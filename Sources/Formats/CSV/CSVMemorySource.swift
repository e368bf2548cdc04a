/// Bytes that are already in memory, such as an uploaded form field.
package final class CSVMemorySource: CSVSource {
    private let bytes: [UInt8]
    private let chunkBytesMax: Int
    private var position = 0

    /// - Parameter chunkBytesMax: the most bytes that one read gives.
    package init(_ bytes: [UInt8], chunkBytesMax: Int = .max) {
        self.bytes = bytes
        self.chunkBytesMax = max(1, chunkBytesMax)
    }

    package var sizeBytes: Int64? { Int64(bytes.count) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position, chunkBytesMax)
        buffer.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }
}
