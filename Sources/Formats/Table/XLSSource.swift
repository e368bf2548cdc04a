import Glibc

/// Opening the file behind a descriptor once more, and files for a while.
enum XLSSource {
    /// A descriptor of the same file with a place of its own, which the caller closes.
    static func reopen(_ descriptor: Int32) throws(TableError) -> Int32 {
        var own = open("/proc/self/fd/\(descriptor)", O_RDONLY | O_CLOEXEC)
        // Where /proc is missing, a copy that shares its place must do.
        if own < 0 { own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
        guard own >= 0 else { throw .cannotOpen(reason: reason(errno)) }
        return own
    }

    /// A new file that has no name any more and vanishes with its descriptor.
    static func temporaryFile() throws(TableError) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/countinghouse-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw .readFailed(reason: reason(errno)) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// The system's words for an error number: "No such file or directory".
    static func reason(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}

extension XLSSource {
    /// - Parameter mayEnd: That the file may end before; fewer bytes are the answer then.
    /// - Throws: `truncated`, `readFailed`.
    static func read(
        _ descriptor: Int32, at start: Int64, count: Int, mayEnd: Bool = false
    ) throws(TableError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done,
                    off_t(start) + off_t(done))
            }
            if read == 0 { break }
            guard read > 0 || errno == EINTR else { throw .readFailed(reason: reason(errno)) }
            done += max(0, read)
        }
        if done < count {
            guard mayEnd else { throw .truncated }
            bytes.removeLast(count - done)
        }
        return bytes
    }

    /// The bytes as numbers of four, the lowest byte first.
    static func numbers(_ bytes: [UInt8]) -> [UInt32] {
        bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count - 3, by: 4).map { place in
                let number = buffer.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                return UInt32(littleEndian: number)
            }
        }
    }
}
