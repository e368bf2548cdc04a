/// Whether an operator has told a cluster to hand on its changes: to an archive, a standby or a
/// subscriber. PostgreSQL does not start with less log than these need, and could not be told
/// otherwise then.
///
/// Source: PostgreSQL's documentation, 20.5 “Write Ahead Log” and 20.6 “Replication”.
enum CopyingCluster {
    private static let settings: Set<String> = [
        "archive_mode", "wal_level", "max_wal_senders", "summarize_wal",
    ]

    /// - Parameter cluster: PostgreSQL's own directory; nothing of it runs.
    static func isOne(_ cluster: String) throws -> Bool {
        if try FileSystem.status("\(cluster)/pg_replslot") != nil,
            try !FileSystem.names(in: "\(cluster)/pg_replslot").isEmpty
        {
            return true
        }
        return try ["postgresql.conf", "postgresql.auto.conf"].contains { file in
            // One setting a line, its name first.
            let text = try FileSystem.text(of: "\(cluster)/\(file)") ?? ""
            return text.split(whereSeparator: \.isNewline).contains { line in
                let name = line.drop { $0 == " " || $0 == "\t" }
                    .prefix { $0 != " " && $0 != "\t" && $0 != "=" }
                return settings.contains(name.lowercased())
            }
        }
    }
}
