/// How long a commit takes to reach the disk.
enum Flush: String, CaseIterable {
    /// As fast as this machine's disk does it.
    case standard = "as it is"
    /// As a disk in a data centre does it: two milliseconds before each flush.
    case slow = "2 ms flush"

    /// Sets it for the whole cluster.
    func apply(_ site: Site) throws {
        let changes =
            switch self {
            case .standard:
                "ALTER SYSTEM RESET commit_delay; ALTER SYSTEM RESET commit_siblings;"
            case .slow:
                "ALTER SYSTEM SET commit_delay = 2000; ALTER SYSTEM SET commit_siblings = 0;"
            }
        try PsqlSession(site.connection(.superuser)).run(
            """
            \\o /dev/null
            \(changes)
            SELECT pg_reload_conf();
            SELECT pg_sleep(0.3);
            """)
    }
}
