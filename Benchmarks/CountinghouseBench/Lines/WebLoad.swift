/// Many connections that ask for the same address over and over, through `wrk`.
enum WebLoad {
    static let connections = 32

    /// Requests answered a second; each must be answered well.
    static func run(port: Int, path: String, seconds: Int, field: String) async throws -> Double {
        let outcome = try await Command(
            [
                "wrk", "-t", "2", "-c", "\(connections)", "-d", "\(seconds)s", "-H", field,
                "http://127.0.0.1:\(port)\(path)",
            ], timeout: .seconds(seconds + 60)
        ).run()
        let lines = outcome.output.split(separator: "\n")
        guard !lines.contains(where: { $0.contains("Non-2xx") || $0.contains("Socket errors") }),
            let line = lines.first(where: { $0.hasPrefix("Requests/sec:") }),
            let rate = line.split(separator: " ").last.flatMap({ Double($0) })
        else { throw BenchError.unexpected("wrk on \(path): \(outcome.output)") }
        return rate
    }
}
