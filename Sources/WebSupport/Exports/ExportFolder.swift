import Glibc

/// The folder of one server's exports. What earlier servers left behind goes when it is made; what
/// others that run beside it keep is theirs as long as they hold their lock.
final class ExportFolder: Sendable {
    private static let lockName = "lock"

    let path: String
    private let lock: Int32

    /// - Parameter parent: is made where it is missing.
    /// - Throws: `ExportStoreError.noRoom`.
    init(in parent: String) throws(ExportStoreError) {
        guard mkdir(parent, 0o700) == 0 || errno == EEXIST else { throw Self.failure() }
        Self.removeLeftovers(in: parent)
        path = "\(parent)/\(ExportName.random())"
        guard mkdir(path, 0o700) == 0 else { throw Self.failure() }
        lock = open("\(path)/\(Self.lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw Self.failure() }
    }

    deinit { close(lock) }

    /// Removes the folder with all that is in it.
    func remove() { Self.removeTree(path) }

    /// Removes what servers left behind that are gone.
    static func removeLeftovers(in parent: String) {
        for name in names(in: parent) {
            let folder = "\(parent)/\(name)"
            let lock = open("\(folder)/\(lockName)", O_RDWR | O_CLOEXEC)
            defer { if lock >= 0 { close(lock) } }
            if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 { removeTree(folder) }
        }
    }

    private static func removeTree(_ path: String) {
        for name in names(in: path) {
            let entry = "\(path)/\(name)"
            if unlink(entry) != 0 { removeTree(entry) }
        }
        rmdir(path)
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func failure() -> ExportStoreError {
        .noRoom(reason: String(cString: strerror(errno)))
    }
}
