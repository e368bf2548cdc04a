internal import Glibc

/// The short directory in which PostgreSQL's socket lives; a deep data directory would make the
/// socket's path too long for the system.
struct SocketDirectory: Sendable, Equatable {
    /// The longest path of a socket, without the closing zero.
    private static let pathBytesMax = 107
    static let port = 5432

    let path: String

    /// The socket's own path.
    var socketPath: String { "\(path)/.s.PGSQL.\(Self.port)" }

    /// The usual place of this installation's socket: in `/run` as root, else in the user's
    /// runtime directory, else in `/tmp`.
    static func standard(
        for layout: ClusterLayout, runtimeDirectory: String?
    ) -> SocketDirectory {
        let name = "countinghouse-\(layout.shortName)"
        let user = geteuid()
        if user == 0, access("/run", W_OK) == 0 { return SocketDirectory(path: "/run/\(name)") }
        if user != 0, let runtime = runtimeDirectory, isTrusted(runtime, user: user) {
            return SocketDirectory(path: "\(runtime)/\(name)")
        }
        return SocketDirectory(path: "/tmp/countinghouse-\(user)-\(layout.shortName)")
    }

    /// Whether the user alone may write there; a path left over from `sudo` is another user's.
    /// Characters that PostgreSQL's list of directories treats specially are refused.
    private static func isTrusted(_ directory: String, user: uid_t) -> Bool {
        let isPlain = directory.utf8.allSatisfy { byte in
            (45...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 95
        }
        guard directory.hasPrefix("/"), isPlain, directory.utf8.count < 60,
            let status = try? FileSystem.status(directory)
        else { return false }
        return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == user
            && status.st_mode & 0o077 == 0
    }

    /// Creates the directory for `account` alone, or checks that the one there is safe to use.
    ///
    /// Everything is checked and changed through an open descriptor that did not follow a link,
    /// so nobody can swap the directory in between.
    func prepare(for account: ServiceAccount) throws {
        guard socketPath.utf8.count <= Self.pathBytesMax else {
            throw EmbeddedError.socketPathTooLong(path: socketPath)
        }
        let isNew = try FileSystem.makeDirectory(path, mode: 0o700)
        let descriptor: Descriptor
        do {
            descriptor = try Descriptor(open: path, O_RDONLY | O_DIRECTORY)
        } catch let failure as SystemFailure where [ELOOP, ENOTDIR, EACCES].contains(failure.code) {
            throw EmbeddedError.socketDirectoryForeign(path: path)
        }
        let status = try descriptor.status()
        let isOurs = status.st_uid == geteuid() || status.st_uid == account.userID
        guard isOurs, isNew || status.st_mode & 0o077 == 0 else {
            throw EmbeddedError.socketDirectoryForeign(path: path)
        }
        guard fchown(descriptor.number, account.userID, account.groupID) == 0,
            fchmod(descriptor.number, 0o700) == 0
        else { throw SystemFailure("prepare", path) }
    }

    /// Removes what a server that was killed left here. PostgreSQL would trip over it where the
    /// dead one's process number is in use again, or its process was never collected.
    ///
    /// - Throws: `socketDirectoryForeign` when a server answers here: it is none of ours.
    func removeRemains() throws {
        guard !isAnswering else { throw EmbeddedError.socketDirectoryForeign(path: path) }
        unlink(socketPath)
        unlink("\(socketPath).lock")
    }

    /// Whether any server listens on the socket.
    private var isAnswering: Bool {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return false }
        defer { close(number) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            // Shorter than the buffer, which is zero behind it; see `pathBytesMax`.
            buffer.copyBytes(from: socketPath.utf8.prefix(Self.pathBytesMax))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// Removes the directory once the cluster is stopped; what else is in it keeps it.
    func remove() {
        rmdir(path)
    }

    var hasSocket: Bool { access(socketPath, F_OK) == 0 }
}
