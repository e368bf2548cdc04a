import Glibc
import Tenancy

/// The dashboard's figures while nothing changes, against a server that only gives the same bytes.
struct CacheLines {
    private static let rounds = 3
    private static let seconds = 4
    private static let partMin = 0.5

    let site: Site
    let server: Server
    /// What a program sends.
    let key: String
    let customer: String

    func run() async throws -> [Measurement] {
        let addresses =
            EndpointLines.endpoints.map(\.path) + ["/ar/api/invoice-details/\(customer)/"]
        var lines: [Measurement] = []
        for (who, field) in [
            ("session", "Cookie: \(server.cookie)"), ("key", "Authorization: Bearer \(key)"),
        ] {
            for path in addresses where who == "session" || path == addresses[0] {
                lines += try await measure(path, who, field)
            }
        }
        return lines
    }

    /// The two take turns, so that what else the machine does strikes both.
    private func measure(
        _ path: String, _ who: String, _ field: String
    ) async throws -> [Measurement] {
        let file = "\(site.directory)/answer.json"
        try TextFile.write(try server.connect().text(path), to: file)
        let bare = try await BareServer.start(file)
        defer { bare.stop() }
        var (rates, limits): ([Double], [Double]) = ([], [])
        _ = try await load(server.port, path, field, seconds: 1)
        _ = try await load(bare.port, "/", field, seconds: 1)
        var share = 0.0
        for _ in 0..<Self.rounds {
            limits.append(try await load(bare.port, "/", field, seconds: Self.seconds))
            let before = server.processorSeconds
            let start = ContinuousClock.now
            rates.append(try await load(server.port, path, field, seconds: Self.seconds))
            share = (server.processorSeconds - before) / (ContinuousClock.now - start).seconds
        }
        let rate = Timing.median(rates)
        return [
            .rate(
                "\(path), with a \(who)", rate, limit: Timing.median(limits), unit: "requests/s",
                atLeast: Self.partMin),
            Measurement(
                "\(path): the server's own processor time",
                "\(Figure.whole(share / max(rate, 1) * 1e6)) µs a request"),
        ]
    }

    private func load(
        _ port: Int, _ path: String, _ field: String, seconds: Int
    ) async throws -> Double {
        try await WebLoad.run(port: port, path: path, seconds: seconds, field: field)
    }
}
