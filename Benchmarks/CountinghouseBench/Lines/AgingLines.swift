import Kernel
import PostgresClient
import Receivables
import Tenancy

/// The aging report of all customers over HTTP, against the same statements in `psql`.
struct AgingLines {
    private static let rounds = 15
    private static let warmUps = 6
    private static let rowsMax = 50_000

    /// One report and the most it may take.
    struct Question {
        let what: String
        let request: AgingRequest
        let secondsMax: Double
        /// Of the same statements' time in `psql`.
        var factorMax: Double?
    }

    let site: Site
    let scope: Scope

    func measure(_ question: Question, on server: Server) throws -> Measurement {
        let psql = try session(question.request)
        let connection = try server.connect()
        let path = Self.path(question.request)
        for _ in 0..<Self.warmUps {
            try psql.run("\\i \(file)")
            _ = try connection.text(path)
        }
        var server: [Double] = []
        var limit: [Double] = []
        // One of each in turn: what disturbs the machine meanwhile disturbs both.
        for _ in 0..<Self.rounds {
            limit.append(try Timing.measure { try psql.run("\\i \(file)") })
            server.append(try Timing.measure { _ = try connection.get(path) })
        }
        return .time(
            question.what, Timing.median(server), atMost: question.secondsMax,
            limit: (Timing.median(limit), question.factorMax))
    }

    private var file: String { "\(site.directory)/aging.sql" }

    /// A `psql` that has prepared the report's statements as the server does.
    private func session(_ request: AgingRequest) throws -> PsqlSession {
        let statements: [Query] = [
            TenantDatabase.reading(scope), AgingStorage.byCustomer(request),
            AgingStorage.controlBalance(request), AgingStorage.assumedLater(request),
        ]
        let prepared = try statements.enumerated().map { index, query in
            try SQLText.prepared(query, name: "s\(index)")
        }
        let psql = try PsqlSession(site.connection(.application))
        // The statements after the first are prepared within the tenant.
        try psql.run(
            """
            \\o /dev/null
            BEGIN;
            \(prepared[0].prepare)
            \(prepared[0].run)
            \(prepared.dropFirst().map(\.prepare).joined(separator: "\n"))
            COMMIT;
            """)
        try TextFile.write(
            """
            BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
            \(prepared.map(\.run).joined(separator: "\n"))
            COMMIT;

            """, to: file)
        return psql
    }

    private static func path(_ request: AgingRequest) -> String {
        var path = "/api/v1/reports/aging?limit=\(rowsMax)&as_of=\(request.asOf)"
        if let knownAt = request.knownAt { path += "&known_at=\(knownAt)" }
        return path
    }
}
