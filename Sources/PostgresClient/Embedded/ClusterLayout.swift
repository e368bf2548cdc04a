internal import Glibc

/// The paths of one installation's data directory that concern its cluster.
struct ClusterLayout: Sendable {
    /// The data directory, symbolic links resolved.
    let dataDirectory: String

    /// PostgreSQL's own directory.
    var cluster: String { "\(dataDirectory)/postgres" }
    /// Locked shared by every attached process.
    var attachmentLock: String { "\(dataDirectory)/lock" }
    /// Locked exclusively by whoever starts or stops the cluster.
    var transitionLock: String { "\(dataDirectory)/lock.transition" }
    /// Locked exclusively by PostgreSQL itself, through a descriptor all its processes inherit:
    /// while any of them lives, even without its postmaster, the lock is held.
    var serverLock: String { "\(dataDirectory)/lock.server" }
    var log: String { "\(dataDirectory)/postgres.log" }
    /// The peer roles that were allowed, one a line.
    var peers: String { "\(dataDirectory)/peers" }
    var postmasterFile: String { "\(cluster)/postmaster.pid" }

    /// The prefix of directories in which a cluster is being created.
    static let draftPrefix = "postgres.new-"

    func draft() -> String {
        "\(dataDirectory)/\(Self.draftPrefix)\(FileSystem.randomSuffix())"
    }

    /// A short name for this installation: a hash of its path.
    var shortName: String {
        // FNV-1a: only has to tell the installations of one machine apart.
        let hash = dataDirectory.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return FileSystem.hexadecimal(hash ^ (hash >> 48))
    }

    /// Creates the data directory where needed and opens it to the account that runs PostgreSQL.
    static func prepare(_ path: String) throws -> ClusterLayout {
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
            throw EmbeddedError.nameInvalid(name: path)
        }
        try makeParents(of: path)
        let isNew = try FileSystem.makeDirectory(path, mode: 0o700)
        let layout = ClusterLayout(dataDirectory: try FileSystem.canonicalPath(path))
        if isNew && geteuid() == 0 {
            let account = try ServiceAccount.resolve(clusterDirectory: layout.cluster)
            try layout.admit(account)
        }
        return layout
    }

    private static func makeParents(of path: String) throws {
        var parent = ""
        let parts = path.split(separator: "/")
        // Without root the new directories are private, as the XDG specification wants; as root
        // the account that runs PostgreSQL must get through them.
        let mode: mode_t = geteuid() == 0 ? 0o755 : 0o700
        for part in parts.dropLast() {
            parent += "/\(part)"
            if access(parent, F_OK) != 0 { _ = try FileSystem.makeDirectory(parent, mode: mode) }
        }
    }

    /// Lets the account's group pass through a data directory that root has just made, without
    /// listing it. Directories that were there are left as they are; see `ClusterAccess`.
    private func admit(_ account: ServiceAccount) throws {
        let descriptor = try Descriptor(open: dataDirectory, O_RDONLY | O_DIRECTORY)
        let mode = try descriptor.status().st_mode & 0o7707 | 0o010
        guard fchown(descriptor.number, uid_t.max, account.groupID) == 0,
            fchmod(descriptor.number, mode) == 0
        else { throw SystemFailure("open to PostgreSQL", dataDirectory) }
    }
}
