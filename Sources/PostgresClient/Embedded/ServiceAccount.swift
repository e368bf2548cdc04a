internal import Glibc

/// The operating-system account that the database programs run under.
///
/// PostgreSQL refuses to run as root. As root its programs are started through `setpriv`, which
/// drops to the account and then becomes the program, so that process ids stay what they were.
struct ServiceAccount: Sendable, Equatable {
    static let defaultName = "postgres"
    private static let setprivPaths = ["/usr/bin/setpriv", "/bin/setpriv"]

    let userID: uid_t
    let groupID: gid_t
    /// The account's name, or its number where it has none.
    let name: String
    /// What comes before a command so that it runs under the account; empty without root.
    let commandPrefix: [String]

    /// The account for a cluster at `clusterDirectory`, which need not exist.
    ///
    /// Without root that is whoever runs this process. As root it is the owner of an existing
    /// cluster (somebody may have created it without root), and `postgres` for a new one.
    static func resolve(clusterDirectory: String) throws -> ServiceAccount {
        guard geteuid() == 0 else {
            return ServiceAccount(
                userID: geteuid(), groupID: getegid(), name: userName(geteuid()), commandPrefix: [])
        }
        if let owner = try FileSystem.status(clusterDirectory), owner.st_uid != 0 {
            return try dropping(to: owner.st_uid, owner.st_gid, name: userName(owner.st_uid))
        }
        guard let entry = UserEntry.named(defaultName) else {
            throw EmbeddedError.serviceAccountMissing(name: defaultName)
        }
        return try dropping(to: entry.userID, entry.groupID, name: defaultName)
    }

    private static func dropping(
        to user: uid_t, _ group: gid_t, name: String
    ) throws -> ServiceAccount {
        guard let setpriv = setprivPaths.first(where: { access($0, X_OK) == 0 }) else {
            throw EmbeddedError.programMissing(name: "setpriv", package: "util-linux")
        }
        let groups = UserEntry.numbered(user) == nil ? "--clear-groups" : "--init-groups"
        return ServiceAccount(
            userID: user, groupID: group, name: name,
            commandPrefix: [setpriv, "--reuid=\(user)", "--regid=\(group)", groups, "--"])
    }

    /// The name of the user who runs this process.
    static var runningUserName: String { userName(geteuid()) }

    private static func userName(_ user: uid_t) -> String {
        UserEntry.numbered(user)?.name ?? "\(user)"
    }
}
