import Glibc

/// A file or any other descriptor, read from where it stands to its end.
package final class CSVFileSource: CSVSource {
    package let sizeBytes: Int64?
    private let descriptor: Int32
    private let isOwned: Bool

    /// Opens a file for reading. Pipes and devices will do; folders will not.
    ///
    /// - Throws: `cannotOpen`.
    package init(path: String) throws(CSVError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(reason: Self.reason(errno)) }
        var status = stat()
        let statFailed = fstat(descriptor, &status) != 0
        let failure = statFailed ? errno : (status.isFolder ? EISDIR : 0)
        guard failure == 0 else {
            close(descriptor)
            throw .cannotOpen(reason: Self.reason(failure))
        }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        self.descriptor = descriptor
        isOwned = true
        sizeBytes = status.isRegular ? Int64(status.st_size) : nil
    }

    /// Reads from a descriptor that someone else closes, such as standard input (0).
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        isOwned = false
        var status = stat()
        sizeBytes =
            fstat(descriptor, &status) == 0 && status.isRegular ? Int64(status.st_size) : nil
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .readFailed(reason: Self.reason(errno)) }
        }
    }

    /// The system's words for an error number: "No such file or directory".
    private static func reason(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}

extension stat {
    fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    fileprivate var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}
