import Formats
import Glibc

/// The file being imported, which can be read more than once: what comes through a pipe is kept
/// in a temporary file that has no name.
final class ImportFile: Sendable {
    private let descriptor: Int32
    private let isOwned: Bool

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
        // A file that somebody has begun to read is copied, so that every reader of a file can
        // begin at its first byte.
        if status.st_mode & S_IFMT == S_IFREG, lseek(input, 0, SEEK_CUR) <= 0 {
            descriptor = input
            isOwned = isInputOwned
        } else {
            defer { if isInputOwned { close(input) } }
            descriptor = try Self.spool(input)
            isOwned = true
        }
    }

    private init(owning descriptor: Int32) {
        self.descriptor = descriptor
        isOwned = true
    }

    /// An empty file without a name, to be written and then read.
    ///
    /// - Throws: `cannotSpool`.
    static func temporary() throws(ImportError) -> ImportFile {
        ImportFile(owning: try makeTemporary())
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// The file from its beginning; ends what was read before.
    func source() throws(ImportError) -> CSVFileSource {
        guard lseek(descriptor, 0, SEEK_SET) >= 0 else {
            throw .file(.readFailed(reason: Self.reason(errno)))
        }
        return CSVFileSource(descriptor: descriptor)
    }

    /// For those who read it at places of their own; valid as long as this.
    var number: Int32 { descriptor }

    /// Whether it begins like text in UTF-8 that is neither packed nor marked up.
    var isText: Bool {
        var head = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &head, head.count, 0)
        guard count > 0 else { return true }
        var start = head[..<count]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        if start.starts(with: [0x50, 0x4B, 0x03]) || start.contains(0) { return false }
        if start.starts(with: [0x1F, 0x8B]) || start.starts(with: [0xFF, 0xFE]) { return false }
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xD0, 0xCF]) { return false }
        guard let first = start.first(where: { $0 > 0x20 }) else { return true }
        return first != UInt8(ascii: "<") && first != UInt8(ascii: "{")
            && first != UInt8(ascii: "[")
    }

    /// Writes at the end of a temporary file.
    ///
    /// - Throws: `cannotSpool`.
    func append(_ bytes: Span<UInt8>) throws(ImportError) {
        let failure: Int32? = bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let part = write(
                    descriptor, buffer.baseAddress?.advanced(by: written),
                    buffer.count - written)
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { return errno }
                written += part
            }
            return nil
        }
        if let failure { throw .cannotSpool(reason: Self.reason(failure)) }
    }

    private static func makeTemporary() throws(ImportError) -> Int32 {
        var path = Array("\(folder)/countinghouse-import-XXXXXX".utf8CString)
        let output = mkstemp(&path)
        guard output >= 0 else { throw .cannotSpool(reason: reason(errno)) }
        unlink(path)
        return output
    }

    private static func spool(_ input: Int32) throws(ImportError) -> Int32 {
        let output = try makeTemporary()
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
