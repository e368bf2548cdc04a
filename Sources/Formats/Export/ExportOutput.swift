import Glibc

/// A new file that is written front to back.
final class ExportOutput {
    private let descriptor: Int32

    /// - Throws: `ExportError.cannotWrite`.
    init(path: String) throws(ExportError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure() }
    }

    deinit { close(descriptor) }

    /// - Throws: `ExportError.cannotWrite`.
    func write(_ bytes: Span<UInt8>) throws(ExportError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure() }
            done += count
        }
    }

    /// - Throws: `ExportError.cannotWrite`.
    func write(_ bytes: [UInt8]) throws(ExportError) {
        try write(bytes.span)
    }

    static func failure() -> ExportError {
        .cannotWrite(reason: String(cString: strerror(errno)))
    }
}
