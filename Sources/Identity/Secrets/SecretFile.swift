import Crypto
import Glibc

/// A file of the data directory that holds a secret: only its owner may read it, and one that
/// others may read is refused. It is there whole or not at all, also when the machine stops.
package struct SecretFile: Sendable {
    private static let bytesMax = 64 << 10

    package let path: String
    private let directory: String

    package init(_ name: String, in directory: String) {
        path = "\(directory)/\(name)"
        self.directory = directory
    }

    /// Bytes for a new secret, from the system's source.
    package static func random(bytes count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// nil when there is no such file.
    ///
    /// - Throws: `SecretFileError.unreadable`, `.exposed`.
    package func read() throws(SecretFileError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, code: errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(path: path, code: errno) }
        guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path) }
        var bytes = [UInt8](repeating: 0, count: Self.bytesMax)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(path: path, code: errno) }
        guard count < Self.bytesMax else { throw .damaged(path: path) }
        return Array(bytes.prefix(count))
    }

    /// Reads the file, or makes it first. Of two processes that start at once one makes it and
    /// both read it: it is linked into place whole.
    ///
    /// - Throws: `SecretFileError`.
    package func load(orMake content: () -> [UInt8]) throws(SecretFileError) -> [UInt8] {
        if let found = try read() { return found }
        Self.makeDirectory(directory)
        let draft = try write(content())
        _ = link(draft, path)
        unlink(draft)
        try settle()
        guard let made = try read() else { throw .unreadable(path: path, code: errno) }
        return made
    }

    /// Puts other content in its place: whoever reads it meanwhile gets the old or the new.
    ///
    /// - Throws: `SecretFileError.unreadable`.
    package func replace(with content: [UInt8]) throws(SecretFileError) {
        Self.makeDirectory(directory)
        let draft = try write(content)
        guard rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            throw .unreadable(path: path, code: code)
        }
        try settle()
    }

    /// Runs the body while no other process does the same with this file.
    ///
    /// - Throws: `SecretFileError.busy`; what the body throws.
    package func alone<R>(_ body: () async throws -> R) async throws -> R {
        Self.makeDirectory(directory)
        let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw SecretFileError.unreadable(path: path, code: errno) }
        // Closing the last descriptor gives the lock back, however the body ends.
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw SecretFileError.busy(path: path) }
        return try await body()
    }

    /// Everybody may enter it: the program's own cluster, which runs as another user, lies there.
    private static func makeDirectory(_ path: String) {
        guard mkdir(path, 0o755) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/"),
            slash != path.startIndex
        else { return }
        makeDirectory(String(path[..<slash]))
        mkdir(path, 0o755)
    }

    /// A file beside it with the content; its path.
    private func write(_ bytes: [UInt8]) throws(SecretFileError) -> String {
        let draft = "\(path).\(UInt64.random(in: 0...UInt64.max))"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            let code = errno
            unlink(draft)
            throw .unreadable(path: path, code: code)
        }
        return draft
    }

    /// Has the directory remember the file's name before anything is kept with the secret.
    private func settle() throws(SecretFileError) {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .unreadable(path: path, code: errno) }
    }
}
