import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Invoices over HTTP, one a request and a thousand a request, each with a key of its own and a
/// record of it, against the posting service in the same run.
struct APIWriteLines {
    // Two busy cores make each round differ from the next by a fifth and more.
    private static let rounds = 7
    private static let seconds = 4
    private static let connections = 32
    private static let batchSize = 1_000
    private static let targetRatio = 0.6
    private static let batchFactor = 8.0

    let site: Site
    let scope: Scope
    let server: Server
    let key: String
    let drafts: DraftSource

    func run() async throws -> [Measurement] {
        var engine: [Double] = []
        var single: [Double] = []
        var batch: [Double] = []
        let (posting, scope, drafts) = (site.posting, scope, drafts)
        for round in 0..<Self.rounds {
            engine.append(
                try await Load.run(clients: Self.connections, seconds: Self.seconds) { _ in
                    _ = try await posting.post(scope, [drafts.next()])
                })
            single.append(try await load(size: 1, round))
            batch.append(
                try await load(size: Self.batchSize, round) * Double(Self.batchSize))
        }
        return [
            .rate(
                "one invoice a request, with its key and record", Timing.median(single),
                limit: Timing.median(engine), unit: "invoices/s", atLeast: Self.targetRatio),
            .factor(
                "1,000 a request: \(Figure.whole(Timing.median(batch))) invoices/s, against one",
                Timing.median(batch) / max(Timing.median(single), 1), atLeast: Self.batchFactor),
        ]
    }

    /// Requests a second.
    private func load(size: Int, _ round: Int) async throws -> Double {
        let script = "\(site.directory)/api-\(size)-\(round).lua"
        try TextFile.write(Self.script(self, size: size, round), to: script)
        // Few at once where each is a thousand.
        let connections = size == 1 ? Self.connections : 4
        let outcome = try await Command(
            [
                "wrk", "-t", "2", "-c", "\(connections)", "-d", "\(Self.seconds)s",
                "--timeout", "30s", "-s", script,
                "http://127.0.0.1:\(server.port)/api/v1/invoices/\(size == 1 ? "" : "batch/")",
            ], timeout: .seconds(Self.seconds + 60)
        ).run()
        let lines = outcome.output.split(separator: "\n")
        guard !lines.contains(where: { $0.contains("Non-2xx") || $0.contains("Socket errors") }),
            let line = lines.first(where: { $0.hasPrefix("Requests/sec:") }),
            let rate = line.split(separator: " ").last.flatMap({ Double($0) })
        else { throw BenchError.unexpected("wrk posting \(size): \(outcome.output)") }
        return rate
    }

    /// What wrk sends: another number and another key each time.
    private static func script(_ lines: APIWriteLines, size: Int, _ round: Int) -> String {
        let customers = lines.drafts.customers
        return """
            local threads = 0
            function setup(thread)
                threads = threads + 1
                thread:set("id", threads)
            end
            local count = 0
            function invoice()
                count = count + 1
                return string.format(
                    '{"customer_id": "%d", "number": "H\(size)-\(round)-%d-%d", "date": "\(lines.scope.today())", ' ..
                    '"due_date": "\(lines.drafts.dueDate)", "amount": {"amount": "%d.25", "currency": "\(lines.scope.tenant.currency)"}}',
                    math.random(\(customers.lowerBound), \(customers.upperBound)), id, count,
                    math.random(1, 5000))
            end
            function request()
                local parts = {}
                for i = 1, \(size) do parts[i] = invoice() end
                local body = parts[1]
                if \(size) > 1 then body = '{"items": [' .. table.concat(parts, ",") .. ']}' end
                return wrk.format("POST", nil, {
                    ["Authorization"] = "Bearer \(lines.key)",
                    ["Content-Type"] = "application/json",
                    ["Idempotency-Key"] = string.format("k\(size)-\(round)-%d-%d", id, count),
                }, body)
            end

            """
    }
}
