import FoundationEssentials

/// The report in a browser that has never been there, over the running server.
struct BrowserLines {
    /// What `e2e/bench_report.py` prints.
    private struct Visits: Decodable {
        let paintedMilliseconds: Double
        let bytes: Int
        let layoutShift: Double

        enum CodingKeys: String, CodingKey {
            case paintedMilliseconds = "painted_ms"
            case bytes
            case layoutShift = "layout_shift"
        }
    }

    private static let secondsMax = 1.0
    private static let kilobytesMax = 200.0

    let site: Site
    let server: Server
    /// The root of the project.
    let project: String

    func run() async throws -> [Measurement] {
        let session = "\(site.directory)/session.json"
        try writeSession(to: session)
        var environment = site.environment(port: server.port)
        environment["COUNTINGHOUSE_URL"] = "http://127.0.0.1:\(server.port)"
        environment["COUNTINGHOUSE_SESSION_FILE"] = session
        environment["PATH"] = "/usr/bin:/bin"
        let outcome = try await Command(
            ["\(project)/.venv/bin/python", "\(project)/e2e/bench_report.py"],
            environment: environment
        ).run(allowing: [0, 1])
        guard let visits = try? JSONDecoder().decode(Visits.self, from: Data(outcome.output.utf8))
        else { throw BenchError.unexpected(String(outcome.errors.suffix(1_000))) }
        let kilobytes = Double(visits.bytes) / 1_000
        return [
            .time(
                "last row in view painted, median of 5 new profiles",
                visits.paintedMilliseconds / 1_000, atMost: Self.secondsMax),
            .check(
                "on the wire before charts (at most 200 kB)", "\(Figure.whole(kilobytes)) kB",
                kilobytes <= Self.kilobytesMax),
            .check(
                "layout shift (none)", Figure.ratio(visits.layoutShift), visits.layoutShift == 0),
        ]
    }

    /// The session as a browser keeps it.
    private func writeSession(to path: String) throws {
        let parts = server.cookie.split(separator: "=", maxSplits: 1).map(String.init)
        try TextFile.write(
            """
            {"origins": [], "cookies": [{"name": "\(parts[0])", "value": "\(parts[1])",
              "domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": true,
              "secure": false, "sameSite": "Lax"}]}
            """, to: path)
    }
}
