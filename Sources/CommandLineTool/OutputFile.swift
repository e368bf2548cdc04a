import Glibc
import Kernel

/// Where a report goes: a file that appears whole or not at all, or standard output.
enum OutputFile {
    enum Problem: DomainError {
        case cannotWrite(path: String, reason: String)

        var kind: ErrorKind { .invalid }
        var code: String { "output_not_writable" }
        var userMessage: String {
            switch self {
            case .cannotWrite(let path, let reason): "Cannot write \(path): \(reason)."
            }
        }
    }

    /// The next piece of what is written; empty at the end.
    private typealias Pieces = () throws -> [UInt8]

    private static let pieceBytes = 1 << 20

    static func write(_ bytes: [UInt8], to path: String?) throws {
        var rest = bytes
        try write(to: path) {
            defer { rest = [] }
            return rest
        }
    }

    /// Writes what another file holds.
    static func copy(fileAt source: String, to path: String?) throws {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem(source) }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: pieceBytes)
        try write(to: path) {
            let count = read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw problem(source) }
            return Array(piece[..<count])
        }
    }

    private static func write(to path: String?, _ pieces: Pieces) throws {
        guard let path, path != "-" else {
            while true {
                let piece = try pieces()
                if piece.isEmpty { return }
                StandardStream.output.write(piece)
            }
        }
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            // A device or a pipe is written to; to put a file in its place would destroy it.
            try write(pieces, into: path, flags: O_WRONLY)
            return
        }
        // A link stays a link: what it names is replaced.
        let target = exists ? realpath(path, nil) : nil
        defer { free(target) }
        let final = target.map { String(cString: $0) } ?? path
        let temporary = "\(final).\(getpid()).part"
        do {
            try write(pieces, into: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
            if exists { chmod(temporary, status.st_mode & 0o7777) }
            guard rename(temporary, final) == 0 else { throw problem(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func write(_ pieces: Pieces, into path: String, flags: Int32) throws {
        let descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw problem(path) }
        defer { close(descriptor) }
        while true {
            var rest = try pieces()[...]
            if rest.isEmpty { break }
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw problem(path) }
                rest = rest.dropFirst(count)
            }
        }
        // A device cannot be flushed, and need not be.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw problem(path)
        }
    }

    private static func problem(_ path: String) -> Problem {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
