import Glibc

/// A file that tables are read from, without moving where its descriptor stands.
final class TableBytes: Sendable {
    let descriptor: Int32
    let sizeBytes: Int64
    private let isOwned: Bool

    /// - Parameter isOwned: whether the descriptor is closed with the last reader.
    /// - Throws: `cannotOpen` when it is not a file with a beginning and an end.
    init(descriptor: Int32, isOwned: Bool) throws(TableError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .cannotOpen(reason: Self.reason(errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen(reason: "it is not a file")
        }
        self.descriptor = descriptor
        self.isOwned = isOwned
        sizeBytes = Int64(status.st_size)
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Reads up to `buffer.count` bytes that begin at `offset`.
    ///
    /// - Returns: how many; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(CSVError) -> Int
    {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw .readFailed(reason: Self.reason(errno)) }
        }
    }

    /// Writes what `source` gives to a file without a name, which vanishes with its reader.
    static func unpacked(_ source: some TableSource) throws(TableError) -> TableBytes {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var name = Array("\(folder)/countinghouse-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .readFailed(reason: "unpacking it: " + reason(errno)) }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var failure: TableError?
        do throws(TableError) {
            try source.forEachBlock { block in
                failure = write(block, to: descriptor)
                return failure == nil
            }
            if let failure { throw failure }
        } catch {
            close(descriptor)
            throw error
        }
        return try TableBytes(descriptor: descriptor, isOwned: true)
    }

    private static func write(
        _ block: UnsafeRawBufferPointer, to descriptor: Int32
    ) -> TableError? {
        var rest = block
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return .readFailed(reason: "unpacking it: " + reason(errno))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return nil
    }

    /// The system's words for an error number.
    private static func reason(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
