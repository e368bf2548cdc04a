internal import Glibc

/// How PostgreSQL reaches its directory.
///
/// The account that runs it may have no way through the directories above: a temporary directory
/// of root's is closed to everyone else, and so is root's home. PostgreSQL is then handed the open
/// directory and finds it among its own descriptors, which takes no rights but those on the
/// directory itself, and no other directory has to be opened to anybody.
struct ClusterAccess: Sendable {
    /// PostgreSQL's limit is 1023, with the names of its files.
    private static let pathBytesMax = 800

    /// The open directory, to be handed to the program.
    let descriptor: Descriptor
    /// The directory's name for the program.
    let argument: String

    init(
        to directory: String, for account: ServiceAccount, until deadline: Deadline
    ) throws {
        descriptor = try Descriptor(open: directory, O_RDONLY | O_DIRECTORY)
        let isReachable =
            try account.commandPrefix.isEmpty
            || ChildProcess.run(
                ["/usr/bin/test", "-x", directory], as: account, until: deadline
            ).isSuccess
        let isShort = directory.utf8.count <= Self.pathBytesMax
        argument =
            isReachable && isShort
            ? directory : "/proc/self/fd/\(SpawnPlan.handedNumbers.lowerBound + 1)"
    }
}
