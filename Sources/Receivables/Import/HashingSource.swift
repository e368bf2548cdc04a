internal import Crypto
import Formats

/// Passes a file on and computes its SHA-256 on the way.
final class HashingSource: CSVSource {
    private let source: CSVFileSource
    private var hash = SHA256()

    init(_ source: CSVFileSource) {
        self.source = source
    }

    var sizeBytes: Int64? { source.sizeBytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        let count = try source.read(into: buffer)
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// The digest of what was read so far.
    var digest: [UInt8] { Array(hash.finalize()) }
}
