/// What `postmaster.pid` says: PostgreSQL's own note of who runs the cluster.
struct PostmasterFile: Sendable, Equatable {
    enum Status: String, Sendable {
        case starting, stopping, ready, standby
    }

    let processID: Int32
    let socketDirectory: String?
    /// Nil until PostgreSQL has written its first status.
    let status: Status?

    /// Nil when the text does not begin with a process id, as while it is being written.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A negative number marks a single-user backend.
        guard let first = lines.first, let number = Int32(first), number != 0 else { return nil }
        processID = abs(number)
        let directory = lines.count > 4 ? String(lines[4]) : ""
        socketDirectory = directory.hasPrefix("/") ? directory : nil
        status = lines.count > 7 ? Status(rawValue: String(lines[7].filter { $0 != " " })) : nil
    }

    /// The file of a cluster; nil when there is none, or none that can be read yet.
    static func read(_ layout: ClusterLayout) throws -> PostmasterFile? {
        try FileSystem.text(of: layout.postmasterFile).flatMap(PostmasterFile.init(text:))
    }
}
