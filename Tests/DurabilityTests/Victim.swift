/// What is killed.
enum Victim: String, CaseIterable {
    /// `countinghouse import`, in the middle of it.
    case importer = "import"
    /// The client that posts.
    case poster
    /// `countinghouse serve`.
    case server
    /// PostgreSQL's first process.
    case postmaster
    /// All of PostgreSQL's processes at once, as when the machine fails.
    case cluster
    /// One of the others, whereupon PostgreSQL ends all and recovers.
    case backend
    /// Everything, and then whoever starts it again.
    case start

    /// How often it is chosen, compared with the others.
    var weight: Int {
        switch self {
        case .importer: 6
        case .poster, .server, .postmaster, .backend: 4
        case .cluster: 2
        case .start: 2
        }
    }
}
