import Crypto
import Glibc
import Kernel

/// The secret that access tokens are signed with: a file of the data directory that only its
/// owner may read, made once. Servers that share a database need the same one.
enum TokenKeyFile {
    static let name = "token.key"
    private static let byteCount = 32

    enum Problem: DomainError {
        case unreadable(path: String, code: Int32)
        case damaged(path: String)

        var kind: ErrorKind { .unavailable }

        var code: String {
            switch self {
            case .unreadable: "token_key_unreadable"
            case .damaged: "token_key_damaged"
            }
        }

        var userMessage: String {
            switch self {
            case .unreadable(let path, let code):
                "The key \(path) cannot be read or made: \(String(cString: strerror(code)))."
            case .damaged(let path):
                "The key \(path) is damaged. Remove it, and a new one is made."
            }
        }
    }

    /// Reads the file, or makes it. Of two processes that start at once one makes it and both
    /// read it: it is linked into place whole.
    static func load(in directory: String) throws -> [UInt8] {
        let path = "\(directory)/\(name)"
        if let found = try read(path) { return found }
        makeDirectory(directory)
        let draft = "\(path).\(getpid())"
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try write(secret, to: draft)
        _ = link(draft, path)
        unlink(draft)
        guard let made = try read(path) else { throw Problem.unreadable(path: path, code: errno) }
        return made
    }

    /// nil when there is no such file.
    private static func read(_ path: String) throws(Problem) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, code: errno)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: byteCount + 1)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count == byteCount else { throw .damaged(path: path) }
        return Array(bytes.prefix(byteCount))
    }

    /// Everybody may enter it: the program's own cluster, which runs as another user, lies there.
    private static func makeDirectory(_ path: String) {
        guard mkdir(path, 0o755) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/"),
            slash != path.startIndex
        else { return }
        makeDirectory(String(path[..<slash]))
        mkdir(path, 0o755)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
        unlink(path)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw .unreadable(path: path, code: errno)
        }
    }
}
