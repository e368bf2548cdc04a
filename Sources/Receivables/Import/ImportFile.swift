import Formats
import Glibc

/// The file being imported, which can be read more than once: what comes through a pipe is kept
/// in a temporary file that has no name.
final class ImportFile {
    private let descriptor: Int32
    private let isOwned: Bool
    private let start: off_t

    /// - Throws: `file(.cannotOpen)`, `cannotSpool`.
    init(_ origin: ImportOrigin) throws(ImportError) {
        let input: Int32
        switch origin {
        case .path(let path):
            input = open(path, O_RDONLY | O_CLOEXEC)
            guard input >= 0 else { throw .file(.cannotOpen(reason: Self.reason(errno))) }
        case .descriptor(let given): input = given
        }
        var isInputOwned = false
        if case .path = origin { isInputOwned = true }
        var status = stat()
        let failure = fstat(input, &status) != 0 ? errno : 0
        let isFolder = failure == 0 && status.st_mode & S_IFMT == S_IFDIR
        guard failure == 0, !isFolder else {
            if isInputOwned { close(input) }
            throw .file(.cannotOpen(reason: Self.reason(isFolder ? EISDIR : failure)))
        }
        if status.st_mode & S_IFMT == S_IFREG {
            descriptor = input
            isOwned = isInputOwned
            start = max(0, lseek(input, 0, SEEK_CUR))
        } else {
            defer { if isInputOwned { close(input) } }
            descriptor = try Self.spool(input)
            isOwned = true
            start = 0
        }
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// The file from its beginning; ends what was read before.
    func source() throws(ImportError) -> CSVFileSource {
        guard lseek(descriptor, start, SEEK_SET) >= 0 else {
            throw .file(.readFailed(reason: Self.reason(errno)))
        }
        return CSVFileSource(descriptor: descriptor)
    }

    private static func spool(_ input: Int32) throws(ImportError) -> Int32 {
        var path = Array("\(folder)/countinghouse-import-XXXXXX".utf8CString)
        let output = mkstemp(&path)
        guard output >= 0 else { throw .cannotSpool(reason: reason(errno)) }
        unlink(path)
        do throws(ImportError) {
            try copy(input, to: output)
        } catch {
            close(output)
            throw error
        }
        return output
    }

    private static func copy(_ input: Int32, to output: Int32) throws(ImportError) {
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw .file(.readFailed(reason: reason(errno)))
            }
            var written = 0
            while written < count {
                let part = buffer.withUnsafeBytes { bytes in
                    write(output, bytes.baseAddress?.advanced(by: written), count - written)
                }
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { throw .cannotSpool(reason: reason(errno)) }
                written += part
            }
        }
    }

    private static var folder: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    }

    private static func reason(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
