import Glibc
package import Identity
package import Logging
package import Mail
import PostgresClient

/// Every setting of the program, checked when it starts.
package struct Configuration: Sendable {
    /// Nil: the program runs a PostgreSQL of its own in the data directory.
    package var databaseURL: String?
    /// A login that may create roles and schemas; nil uses `databaseURL` for that too.
    package var databaseOwnerURL: String?
    package var databaseReplicaURL: String?
    /// Where notifications are heard; nil takes `databaseURL`.
    package var databaseListenURL: String?
    package var databasePoolSize = 8
    package var databasePreparesStatements = true
    package var dataDirectory: String
    package var postgresPrograms: String?
    package var searchPath: String?
    package var runtimeDirectory: String?
    package var host = "127.0.0.1"
    package var port = 8080
    /// How it stands on the web.
    package var web: WebSettings
    /// What is kept of computed answers.
    package var cache: CacheSettings
    package var logLevel: Logger.Level = .info
    /// The program `typst`, or a Python that has the module; nil looks for one.
    package var typst: String?
    /// The server that sends mail; nil writes mail to the log.
    package var mailServer: SMTPSettings?
    /// Whom mail comes from; set with the server.
    package var mailFrom: MailAddress?
    /// The keys that values of the database are encrypted with; nil for a file of the data
    /// directory.
    package var secretsKeys: SecretKeyring?
    /// Whether addresses that settings name may be this machine's own: for tests and trials.
    package var outboundAllowsLoopback = false
    /// Whether webhooks may go to hosts that do not encrypt.
    package var webhooksAllowPlain = false
    /// In whose name the command line acts, with their rights; nil for whoever runs the
    /// installation, who may do everything.
    package var user: EmailAddress?

    /// What audit records are sealed with; nil takes the one of the data directory.
    package var auditKey: [UInt8]?

    /// Reads the environment, then the `.env` file of the current directory for what the
    /// environment does not say.
    ///
    /// - Throws: `ConfigurationError` that names the first wrong setting.
    package static func load() throws -> Configuration {
        let file = try SettingsFile.read(path: ".env")
        return try Configuration { name in
            if let value = getenv(name) { return String(cString: value) }
            return file[name]
        }
    }

    /// - Parameter value: looks up a setting by its name.
    package init(_ value: (String) -> String?) throws(ConfigurationError) {
        func text(_ name: String) -> String? { value(name).flatMap { $0.isEmpty ? nil : $0 } }
        let directory = DataDirectory.resolve(
            isRoot: geteuid() == 0, currentDirectory: Self.currentDirectory, environment: value)
        guard let directory else { throw .noDataDirectory }
        dataDirectory = directory
        web = try WebSettings(text)
        cache = try CacheSettings(text)
        databaseURL = try Self.address(text("DATABASE_URL")) { "DATABASE_URL" }
        databaseOwnerURL = try Self.address(text("DATABASE_OWNER_URL")) { "DATABASE_OWNER_URL" }
        databaseReplicaURL = try Self.address(text("DATABASE_REPLICA_URL")) {
            "DATABASE_REPLICA_URL"
        }
        databaseListenURL = try Self.address(text("DATABASE_LISTEN_URL")) { "DATABASE_LISTEN_URL" }
        if databaseOwnerURL != nil && databaseURL == nil {
            throw .invalid(
                setting: "DATABASE_OWNER_URL", expected: "set together with DATABASE_URL")
        }
        databasePoolSize = try Self.number(text("DATABASE_POOL_SIZE"), 1...200, 8) {
            "DATABASE_POOL_SIZE"
        }
        databasePreparesStatements = try Self.flag(text("DATABASE_PREPARED_STATEMENTS"), true) {
            "DATABASE_PREPARED_STATEMENTS"
        }
        postgresPrograms = text("COUNTINGHOUSE_POSTGRES_BIN")
        searchPath = text("PATH")
        runtimeDirectory = text("XDG_RUNTIME_DIR")
        typst = text("COUNTINGHOUSE_TYPST")
        host = text("COUNTINGHOUSE_HOST") ?? "127.0.0.1"
        port = try Self.number(text("COUNTINGHOUSE_PORT"), 0...65_535, 8080) {
            "COUNTINGHOUSE_PORT"
        }
        (mailServer, mailFrom) = try Self.mail(text)
        outboundAllowsLoopback = try Self.flag(text("COUNTINGHOUSE_OUTBOUND_LOOPBACK"), false) {
            "COUNTINGHOUSE_OUTBOUND_LOOPBACK"
        }
        webhooksAllowPlain = try Self.flag(text("COUNTINGHOUSE_WEBHOOKS_HTTP"), false) {
            "COUNTINGHOUSE_WEBHOOKS_HTTP"
        }
        if let person = text("COUNTINGHOUSE_USER") {
            guard let address = try? EmailAddress(person) else {
                throw .invalid(setting: "COUNTINGHOUSE_USER", expected: "an e-mail address")
            }
            user = address
        }
        secretsKeys = try Self.keyring(text("COUNTINGHOUSE_SECRETS_KEYS"))
        auditKey = try Self.auditKey(text("COUNTINGHOUSE_AUDIT_KEY"))
        if let level = text("LOG_LEVEL") {
            guard let known = Logger.Level(rawValue: level) else {
                let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid(setting: "LOG_LEVEL", expected: "one of \(names)")
            }
            logLevel = known
        }
    }

    /// Where the keys come from that values of the database are encrypted with.
    package var secrets: SecretSource {
        secretsKeys.map { .setting($0) } ?? .file(in: dataDirectory)
    }

    /// What links begin with: the address on the web, else the one it listens on. Without a slash
    /// at its end.
    package var linkBase: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return linkBase(listeningOn: "\(host):\(port)")
    }

    /// The same once it is known where it really listens, also where any free port was asked for.
    func linkBase(listeningOn place: String) -> String {
        if let origin = web.publicOrigin { return origin.description }
        return "\(web.certificatePath == nil ? "http" : "https")://\(place)"
    }

    private static var currentDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func keyring(
        _ text: String?
    ) throws(ConfigurationError) -> SecretKeyring? {
        guard let text else { return nil }
        guard let keyring = SecretKeyring(text) else {
            throw .invalid(
                setting: "COUNTINGHOUSE_SECRETS_KEYS",
                expected: "different keys of 32 bytes in Base64, with commas between them")
        }
        return keyring
    }

    private static func address(
        _ text: String?, name: () -> String
    ) throws(ConfigurationError) -> String? {
        guard let text else { return nil }
        guard PoolConfiguration(connectionString: text).isValid else {
            throw .invalid(
                setting: name(),
                expected: "an address such as postgresql://user@host:5432/database")
        }
        return text
    }

    private static func number(
        _ text: String?, _ range: ClosedRange<Int>, _ standard: Int, name: () -> String
    ) throws(ConfigurationError) -> Int {
        guard let text else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(
                setting: name(),
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func flag(
        _ text: String?, _ standard: Bool, name: () -> String
    ) throws(ConfigurationError) -> Bool {
        switch text {
        case nil: return standard
        case "on", "true", "1", "yes": return true
        case "off", "false", "0", "no": return false
        default: throw .invalid(setting: name(), expected: "“on” or “off”")
        }
    }
}
