import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Posting one invoice at a time through PostingService, against `pgbench` sending the same
/// statements.
struct PostingLines {
    private static let rounds = 3
    private static let seconds = 3
    private static let clientCounts = [1, 8, 32]
    private static let targetRatio = 0.7
    private static let targetFactor = 5.0

    let site: Site
    let scope: Scope
    let drafts: DraftSource

    func run() async throws -> [Measurement] {
        let script = "\(site.directory)/posting.pgbench"
        try TextFile.write(try pgbenchScript(), to: script)
        var lines: [Measurement] = []
        for flush in Flush.allCases {
            try flush.apply(site)
            defer { try? Flush.standard.apply(site) }
            var rates: [Int: Double] = [:]
            for clients in Self.clientCounts {
                let (rate, line) = try await measure(clients, flush, script: script)
                rates[clients] = rate
                lines.append(line)
            }
            if flush == .slow, let one = rates[1], let many = rates[32] {
                lines.append(
                    .factor(
                        "32 clients on one tenant against 1, \(flush.rawValue)", many / one,
                        atLeast: Self.targetFactor))
            }
        }
        return lines
    }

    private func measure(
        _ clients: Int, _ flush: Flush, script: String
    ) async throws -> (Double, Measurement) {
        // The role and the schema are there from the start, because pgbench prepares its
        // statements before it sends the first one; the script sets them again like the service.
        let pgbench = Pgbench(
            site: site, role: .application, database: "countinghouse",
            sessionSettings: "-c role=\(scope.tenant.role.name)"
                + " -c search_path=\(scope.tenant.schema.name)")
        var limits: [Double] = []
        var rates: [Double] = []
        let (posting, scope, drafts) = (site.posting, scope, drafts)
        for _ in 0..<Self.rounds {
            limits.append(
                try await pgbench.run(["-f", script], clients: clients, seconds: Self.seconds))
            rates.append(
                try await Load.run(clients: clients, seconds: Self.seconds) { _ in
                    _ = try await posting.post(scope, [drafts.next()])
                })
        }
        let rate = Timing.median(rates)
        let what = "\(clients) client\(clients == 1 ? "" : "s"), \(flush.rawValue)"
        return (
            rate,
            .rate(
                what, rate, limit: Timing.median(limits), unit: "invoices/s",
                atLeast: Self.targetRatio)
        )
    }

    /// The statements of one posting as pgbench sends them: in one round trip.
    private func pgbenchScript() throws -> String {
        let post = PostingStorage.post([drafts.next()])
        // The second and third values are the customers and the numbers.
        let text = try SQLText.inlined(
            post, overrides: [2: "ARRAY[:customer]::bigint[]", 3: "ARRAY['P' || :number::text]"])
        let settings = try SQLText.inlined(TenantDatabase.writing(scope))
        return """
            \\set customer random(\(drafts.customers.lowerBound), \(drafts.customers.upperBound))
            \\set number random(1, 1000000000000000)
            \\startpipeline
            \(Self.line(settings));
            \(Self.line(text));
            \\endpipeline

            """
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
