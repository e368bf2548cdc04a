internal import Glibc

/// PostgreSQL's two files that say who may connect: `pg_hba.conf` and `pg_ident.conf`.
///
/// PostgreSQL 15 cannot map a system user to "every role of a group", so the peer roles are named
/// one by one; they are kept in the data directory and written out again at every start.
struct AccessFiles: Sendable {
    private static let mapName = "countinghouse"

    let roles: [String]
    let systemUsers: [String]

    init(superuser: String, peers: [String], systemUsers: [String]) throws {
        if let name = systemUsers.first(where: { !Self.isQuotable($0) }) {
            throw EmbeddedError.nameInvalid(name: name)
        }
        roles = Self.unique([superuser] + peers)
        self.systemUsers = Self.unique(systemUsers)
    }

    var hostBasedAccess: String {
        let names = roles.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            # Written at every start; changes are lost.
            local all         \(names) peer map=\(Self.mapName)
            local replication "\(roles[0])" peer map=\(Self.mapName)
            local all         all scram-sha-256

            """
    }

    var identityMap: String {
        let lines = systemUsers.flatMap { user in
            roles.map { "\(Self.mapName) \"\(user)\" \"\($0)\"\n" }
        }
        return "# Written at every start; changes are lost.\n" + lines.joined()
    }

    /// Writes both files into the cluster's directory; true when either changed.
    func write(to cluster: String, owner: ServiceAccount) throws -> Bool {
        let files = [
            ("\(cluster)/pg_hba.conf", hostBasedAccess), ("\(cluster)/pg_ident.conf", identityMap),
        ]
        let changed = try files.contains { try FileSystem.text(of: $0.0) != $0.1 }
        for (path, text) in files { try FileSystem.replace(path, with: text, owner: owner) }
        return changed
    }

    /// Names without the characters that end or escape a quoted word in these files.
    private static func isQuotable(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("/")
            && name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 34 && $0 != 92 }
    }

    private static func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
