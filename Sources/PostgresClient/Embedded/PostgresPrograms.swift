internal import Glibc

/// PostgreSQL's programs of one major version.
struct PostgresPrograms: Sendable, Equatable {
    static let versionMin = 15
    /// The newest first: a new cluster gets the newest version there is.
    private static let knownVersions = [18, 17, 16, 15]

    let directory: String
    let version: Int

    var initdb: String { "\(directory)/initdb" }
    var postgres: String { "\(directory)/postgres" }

    /// Finds programs for the cluster, which only its own major version can run, or the newest
    /// for a new one.
    static func find(
        for layout: ClusterLayout, configuration: EmbeddedConfiguration, until deadline: Deadline
    ) throws -> PostgresPrograms {
        let text = try FileSystem.text(of: "\(layout.cluster)/PG_VERSION")
        let wanted = text.flatMap { Int($0.filter { !$0.isWhitespace }) }
        if let directory = configuration.programDirectory {
            let found = try examine(directory, until: deadline)
            guard let found, wanted == nil || found.version == wanted else {
                throw EmbeddedError.postgresMissing(version: wanted)
            }
            return try checked(found)
        }
        for version in knownVersions where wanted == nil || version == wanted {
            let directory = "/usr/lib/postgresql/\(version)/bin"
            if hasPrograms(directory) {
                return PostgresPrograms(directory: directory, version: version)
            }
        }
        for directory in (configuration.searchPath ?? "").split(separator: ":") {
            if let found = try examine(String(directory), until: deadline),
                wanted == nil || found.version == wanted
            {
                return try checked(found)
            }
        }
        throw EmbeddedError.postgresMissing(version: wanted)
    }

    private static func checked(_ programs: PostgresPrograms) throws -> PostgresPrograms {
        guard programs.version >= versionMin else {
            throw EmbeddedError.versionUnsupported(version: "\(programs.version)")
        }
        return programs
    }

    private static func hasPrograms(_ directory: String) -> Bool {
        access("\(directory)/postgres", X_OK) == 0 && access("\(directory)/initdb", X_OK) == 0
    }

    /// The programs in `directory`; nil when they are not there or do not say their version.
    private static func examine(
        _ directory: String, until deadline: Deadline
    ) throws -> PostgresPrograms? {
        guard directory.hasPrefix("/"), hasPrograms(directory) else { return nil }
        let result = try ChildProcess.run(
            ["\(directory)/postgres", "--version"], as: nil, until: deadline)
        // "postgres (PostgreSQL) 15.18 (Debian …)"
        let words = result.output.split(whereSeparator: \.isWhitespace)
        guard result.isSuccess, words.count > 2,
            let version = Int(words[2].prefix { $0.isNumber })
        else { return nil }
        return PostgresPrograms(directory: directory, version: version)
    }

    /// Whether the programs can compress the log with LZ4, which is chosen when they are built.
    func supportsLZ4(as account: ServiceAccount, until deadline: Deadline) throws -> Bool {
        // The program checks the value before it finds that the directory is none of its own.
        let result = try ChildProcess.run(
            [postgres, "-C", "wal_compression", "-c", "wal_compression=lz4", "-D", "/"],
            as: account, until: deadline)
        return !result.output.contains("wal_compression")
    }
}
