/// Where a reader gets its bytes from.
package protocol CSVSource: AnyObject {
    /// The number of bytes in all when it is known, for showing progress.
    var sizeBytes: Int64? { get }

    /// Writes up to `buffer.count` bytes into `buffer`.
    ///
    /// - Returns: how many; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int
}
