import Kernel
import Receivables
import Tenancy

/// The dashboard's figures over HTTP under load, and that they are exact after each write.
struct EndpointLines {
    private static let rounds = 3
    private static let seconds = 4
    private static let postsPerSecond = 50

    /// One address and the requests per second that it should answer.
    struct Endpoint {
        let path: String
        let rateMin: Double
    }

    static let endpoints = [
        Endpoint(path: "/ar/api/aging-distribution/", rateMin: 1_000),
        Endpoint(path: "/ar/api/customer-breakdown/", rateMin: 1_500),
        Endpoint(path: "/ar/api/summary-stats/", rateMin: 500),
    ]

    let site: Site
    let scope: Scope
    let server: Server
    let drafts: DraftSource

    func quiet(_ endpoint: Endpoint) async throws -> [Measurement] {
        _ = try await load(endpoint.path, seconds: 1)
        var rates: [Double] = []
        let before = server.processorSeconds
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<Self.rounds {
            rates.append(try await load(endpoint.path, seconds: Self.seconds))
        }
        let share = (server.processorSeconds - before) / (clock.now - start).seconds
        let rate = Timing.median(rates)
        return [
            .rate(endpoint.path, rate, unit: "requests/s", atLeast: endpoint.rateMin),
            Measurement(
                "\(endpoint.path): the server's own processor time",
                "\(Figure.whole(share / max(rate, 1) * 1e6)) µs a request"),
        ]
    }

    /// The same while somebody posts, asking after each tenth posting whether it is in the answer.
    func whilePosting(_ endpoint: Endpoint) async throws -> [Measurement] {
        let seconds = Self.seconds + 2
        let isOver = Flag()
        let (rate, posted) = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await post(until: isOver) }
            defer { isOver.raise() }
            let rate = try await load(endpoint.path, seconds: seconds)
            isOver.raise()
            return (rate, try await group.next() ?? 0)
        }
        return [
            .rate(
                "\(endpoint.path) with \(Self.postsPerSecond) postings a second", rate,
                unit: "requests/s", atLeast: endpoint.rateMin),
            Measurement(
                "postings meanwhile", "\(Figure.whole(Double(posted) / Double(seconds))) a second"),
        ]
    }

    /// Posts an invoice, then asks for the total, over and over: each answer must hold it.
    func exactness() async throws -> Measurement {
        let connection = try server.connect()
        let count = 200
        var exact = 0
        var total = try self.total(connection)
        for _ in 0..<count {
            let draft = drafts.next()
            _ = try await site.posting.post(scope, [draft])
            total += draft.amount.minorUnits
            let answer = try self.total(connection)
            if answer == total { exact += 1 }
            total = answer
        }
        return .check(
            "answers right after a write that hold it", "\(exact) of \(count)", exact == count)
    }

    private func post(until isOver: Flag) async throws -> Int {
        let connection = try server.connect()
        let clock = ContinuousClock()
        var next = clock.now
        var total = try self.total(connection)
        var posted = 0
        while !isOver.isRaised {
            let draft = drafts.next()
            _ = try await site.posting.post(scope, [draft])
            total += draft.amount.minorUnits
            posted += 1
            if posted % 10 == 0, try self.total(connection) != total {
                throw BenchError.unexpected("an answer lacks a posting that was acknowledged")
            }
            next += .seconds(1) / Self.postsPerSecond
            if next > clock.now { try await Task.sleep(until: next, clock: clock) }
        }
        return posted
    }

    /// The open amount in minor units, from the distribution.
    private func total(_ connection: HTTPConnection) throws -> Int64 {
        let text = try connection.text("/ar/api/aging-distribution/")
        guard let start = text.lastRange(of: "\"total\":")?.upperBound,
            let total = Int64(
                text[start...].prefix { $0 != "," && $0 != "}" }
                    .filter { $0.isNumber || $0 == "-" })
        else { throw BenchError.unexpected("no total in \(text.prefix(200))") }
        return total
    }

    private func load(_ path: String, seconds: Int) async throws -> Double {
        try await WebLoad.run(
            port: server.port, path: path, seconds: seconds, field: "Cookie: \(server.cookie)")
    }
}

extension StringProtocol {
    /// Where the text stands for the last time.
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        ranges(of: text).last
    }
}
