import App
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// A thousand tenants in one installation: making one more, requests that are spread over them,
/// and bringing all up to date.
struct TenantLines {
    /// As many as the program has by itself.
    static let connections = 8
    private static let count = 1_000
    private static let invoicesOfEach = 20
    private static let secondsMax = 0.2
    private static let factorMax = 2.0
    private static let path = "/ar/api/summary-stats/"
    /// The server plans a statement anew five times before it keeps a plan, for one tenant as for
    /// a thousand.
    private static let roundsAhead = 6
    private static let rounds = 5

    let site: Site

    func run() async throws -> [Measurement] {
        let services = Services(site.database)
        let (scopes, times) = try await make(services)
        var lines = [
            Measurement.time(
                "creating a tenant, of the last 100", Timing.median(times.suffix(100)),
                atMost: Self.secondsMax),
            Measurement(
                "the slowest of all \(Figure.grouped(Self.count))",
                "\(Figure.milliseconds(times.max() ?? 0)) ms"),
        ]
        lines += try await requests(services, scopes)
        let nothing = try await Timing.measure { _ = try await site.program(["migrate"]) }
        lines.append(
            Measurement("`migrate` over all, with nothing to do", Figure.seconds(nothing)))
        let step = try await Timing.measure { try await migrateAll(services) }
        lines.append(
            Measurement("migrating all, a step that adds a column", Figure.seconds(step)))
        return lines
    }

    /// A step that the program under test does not have: nothing else can be asked after it.
    private func migrateAll(_ services: Services) async throws {
        let step = MigrationFile(
            feature: "bench", number: 1, name: "step",
            sql: try SQLFile(
                embedded: Array("ALTER TABLE ar_customer ADD COLUMN bench bigint;".utf8)))
        let database = site.database
        let later = TenantService(
            installation: Installation(
                owner: database.owner, applicationRole: database.installation.applicationRole,
                tenantMigrations: try MigrationSet(
                    database.installation.tenantMigrations.files + [step]),
                seed: { _ in [] }),
            directory: services.directory)
        try await later.migrateAll { _, _, _, _ in }
    }

    private func make(_ services: Services) async throws -> ([Scope], [Double]) {
        guard let euro = Currency.find("EUR") else { throw BenchError.unexpected("no euro") }
        var scopes: [Scope] = []
        var times: [Double] = []
        for number in 1...Self.count {
            let settings = TenantSettings(
                name: try TenantName("company-\(number)"), currency: euro,
                timeZone: try TimeZoneName("Europe/Berlin"))
            var made: Tenant?
            times.append(
                try await Timing.measure { made = try await services.tenants.create(settings) })
            guard let made else { throw BenchError.unexpected("no tenant was made") }
            let scope = Scope.unrestricted(made, actor: .commandLine)
            try await fill(scope, services)
            scopes.append(scope)
        }
        return (scopes, times)
    }

    private func fill(_ scope: Scope, _ services: Services) async throws {
        let customer = try await services.customers.create(
            scope, [CustomerDraft(code: "1", name: "Ann")])
        guard let id = customer.first else { throw BenchError.unexpected("no customer was made") }
        let drafts = try DraftSource(
            scope, customers: id.rawValue...id.rawValue, prefix: "T-")
        _ = try await services.posting.post(
            scope, (0..<Self.invoicesOfEach).map { _ in drafts.next() })
    }

    /// Each tenant's program asks with its own key, on one connection: rounds over all tenants in
    /// random order, and after each round as many requests of one tenant.
    private func requests(
        _ services: Services, _ scopes: [Scope]
    ) async throws -> [Measurement] {
        let keys = try await keys(services, scopes)
        let before = try await sessions()
        let server = try await Server.start(site, for: scopes[0])
        defer { server.stop() }
        let connection = try server.connect()
        func times(_ fields: [String]) throws -> [Double] {
            try fields.map { field in
                try Timing.measure { _ = try connection.text(Self.path, fields: field) }
            }
        }
        var random = SeededRandom(seed: 5)
        let one = Array(repeating: keys[0], count: Self.count)
        let first = try times(Self.shuffled(keys, &random))
        for _ in 1..<Self.roundsAhead { _ = try times(Self.shuffled(keys, &random)) }
        _ = try times(one)
        var (spread, limit): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.rounds {
            spread += try times(Self.shuffled(keys, &random))
            limit += try times(one)
        }
        var lines = [
            Measurement.time(
                "a request, spread over all at random, p50", Timing.median(spread), atMost: 1,
                limit: (seconds: Timing.median(limit), factor: Self.factorMax)),
            Measurement(
                "the first one of each, p50", "\(Figure.milliseconds(Timing.median(first))) ms"),
        ]
        if let memory = server.memory {
            lines.append(
                Measurement(
                    "the server's peak memory", "\(Figure.mebibytes(memory.peakBytes)) MB"))
        }
        let bytes = try await sessions().subtracting(before).compactMap(Self.privateBytes)
        lines.append(
            Measurement(
                "memory of its \(bytes.count) database sessions, the largest of them",
                "\(Figure.mebibytes(bytes.reduce(0, +))) MB,"
                    + " \(Figure.mebibytes(bytes.max() ?? 0)) MB"))
        return lines
    }

    private func keys(_ services: Services, _ scopes: [Scope]) async throws -> [String] {
        var keys: [String] = []
        for scope in scopes {
            let made = try await services.keys.create(
                scope, name: "bench", permissions: [.readReceivables], days: 1, at: .now())
            keys.append("Authorization: Bearer \(made.secret.text)\r\n")
        }
        return keys
    }

    private static func shuffled(_ keys: [String], _ random: inout SeededRandom) -> [String] {
        var keys = keys
        for place in stride(from: keys.count - 1, to: 0, by: -1) {
            keys.swapAt(place, random.below(place + 1))
        }
        return keys
    }

    /// The processes that serve the application's login.
    private func sessions() async throws -> Set<Int32> {
        let role = site.database.installation.applicationRole.name
        let rows = try await site.database.owner.query(
            "SELECT pid FROM pg_stat_activity WHERE usename = \(role)")
        return Set(try rows.map { try $0.int32(0) })
    }

    /// What a process has for itself, without what all sessions share.
    private static func privateBytes(_ process: Int32) -> Int? {
        guard let text = TextFile.read("/proc/\(process)/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") })
        else { return nil }
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        return words.count > 1 ? Int(words[1]).map { $0 << 10 } : nil
    }
}
