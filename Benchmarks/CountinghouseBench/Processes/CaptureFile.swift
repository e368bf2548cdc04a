import Glibc

/// A file without a name that takes another program's output, however much it is.
final class CaptureFile {
    let descriptor: Int32

    init() throws {
        var path = Array("/tmp/countinghouse-bench-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw BenchError.unexpected("no file for output") }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Everything written so far.
    func text() -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
