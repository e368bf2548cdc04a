import App
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// A thousand tenants in one installation: making one more, bringing all up to date, and requests
/// that are spread over them.
struct TenantLines {
    private static let count = 1_000
    private static let invoicesOfEach = 20
    private static let secondsMax = 0.2
    private static let factorMax = 2.0
    private static let path = "/ar/api/summary-stats/"

    let site: Site

    func run() async throws -> [Measurement] {
        let services = Services(site.database)
        let (scopes, times) = try await make(services)
        var lines = [
            Measurement.time(
                "creating a tenant, of the last 100", Timing.median(times.suffix(100)),
                atMost: Self.secondsMax),
            Measurement.time(
                "the slowest of all \(Figure.grouped(Self.count))", times.max() ?? 0,
                atMost: Self.secondsMax),
        ]
        let migrating = try await Timing.measure { _ = try await site.program(["migrate"]) }
        lines.append(
            Measurement(
                "`migrate` over all, with nothing to do", Figure.seconds(migrating)))
        return lines + (try await requests(services, scopes))
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

    /// Each tenant's program asks with its own key, first all of one, then of each in turn; the
    /// same number of both, on one connection.
    private func requests(
        _ services: Services, _ scopes: [Scope]
    ) async throws -> [Measurement] {
        var keys: [String] = []
        for scope in scopes {
            let made = try await services.keys.create(
                scope, name: "bench", permissions: [.readReceivables], days: 1, at: .now())
            keys.append("Authorization: Bearer \(made.secret.text)\r\n")
        }
        let server = try await Server.start(site, for: scopes[0])
        defer { server.stop() }
        let connection = try server.connect()
        func times(_ fields: [String]) throws -> [Double] {
            try fields.map { field in
                try Timing.measure { _ = try connection.text(Self.path, fields: field) }
            }
        }
        let one = Array(repeating: keys[0], count: Self.count)
        _ = try times(one)
        let first = try times(keys)
        let limit = Timing.median(try times(one))
        let spread = Timing.median(try times(keys))
        var lines = [
            Measurement.time(
                "a request, spread over all, p50", spread, atMost: 1,
                limit: (seconds: limit, factor: Self.factorMax)),
            Measurement(
                "the first one of each, p50", "\(Figure.milliseconds(Timing.median(first))) ms"),
        ]
        if let memory = server.memory {
            lines.append(
                Measurement(
                    "the server's peak memory", "\(Figure.mebibytes(memory.peakBytes)) MB"))
        }
        return lines
    }
}
