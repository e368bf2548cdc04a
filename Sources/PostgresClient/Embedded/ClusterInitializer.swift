internal import Glibc

/// Creates a cluster so that it is there whole or not at all.
///
/// `initdb` works in a draft directory beside the final one; renaming it is the last step. A crash
/// leaves a draft that the next start removes.
struct ClusterInitializer: Sendable {
    private static let includeLine = "include_if_exists = 'countinghouse.conf'"

    let layout: ClusterLayout
    let account: ServiceAccount
    let configuration: EmbeddedConfiguration

    var isInitialized: Bool { access("\(layout.cluster)/PG_VERSION", F_OK) == 0 }

    /// Removes what interrupted runs left. Call it holding the server's lock, which a living
    /// `initdb` holds too.
    func removeDrafts(until deadline: Deadline) throws {
        let names = try FileSystem.names(in: layout.dataDirectory)
        for name in names where name.hasPrefix(ClusterLayout.draftPrefix) {
            // `rm` is safe against links swapped under it.
            let path = "\(layout.dataDirectory)/\(name)"
            _ = try ChildProcess.run(["/bin/rm", "-rf", "--", path], as: nil, until: deadline)
        }
    }

    /// Creates the cluster.
    ///
    /// - Parameter lock: the server's lock, which `initdb` inherits: should this process die, the
    ///   next one waits until `initdb` has ended as well.
    func initialize(
        _ programs: PostgresPrograms, holding lock: FileLock, until deadline: Deadline
    ) throws {
        let draft = layout.draft()
        guard try FileSystem.makeDirectory(draft, mode: 0o700) else {
            throw SystemFailure("create the directory", draft, code: EEXIST)
        }
        guard chown(draft, account.userID, account.groupID) == 0 else {
            throw SystemFailure("change the owner of", draft)
        }
        let access = try ClusterAccess(to: draft, for: account, until: deadline)
        let result = try ChildProcess.run(
            arguments(programs, draft: access.argument), as: account,
            handing: [lock.descriptor, access.descriptor], until: deadline)
        guard result.isSuccess else {
            try? removeDrafts(until: deadline)
            throw EmbeddedError.initializationFailed(details: Self.lastLines(of: result.output))
        }
        try include(in: draft)
        try synchronize(draft, until: deadline)
        try FileSystem.rename(draft, to: layout.cluster)
        try FileSystem.synchronize(directory: layout.dataDirectory)
    }

    private func arguments(_ programs: PostgresPrograms, draft: String) -> [String] {
        [
            programs.initdb, "--pgdata=\(draft)",
            "--username=\(configuration.roles.superuser)",
            "--encoding=UTF8", "--locale=C.UTF-8", "--text-search-config=simple",
            "--data-checksums", "--auth-local=peer", "--auth-host=reject", "--no-instructions",
            "--no-sync",
        ]
    }

    /// Has everything on disk before the cluster counts as created. One flush of the file system
    /// takes half the time of the thousand that `initdb` would ask for, file by file.
    private func synchronize(_ draft: String, until deadline: Deadline) throws {
        guard configuration.settings["fsync"] != "off" else { return }
        let result = try ChildProcess.run(
            ["/bin/sync", "--file-system", draft], as: nil, until: deadline)
        guard result.isSuccess else {
            throw EmbeddedError.initializationFailed(details: Self.lastLines(of: result.output))
        }
    }

    /// Makes `postgresql.conf` read our settings after its own.
    private func include(in draft: String) throws {
        let path = "\(draft)/postgresql.conf"
        let text = try FileSystem.text(of: path) ?? ""
        try FileSystem.replace(path, with: "\(text)\n\(Self.includeLine)\n", owner: account)
    }

    private static func lastLines(of output: String) -> String {
        output.split(separator: "\n").suffix(12).joined(separator: "\n")
    }
}
