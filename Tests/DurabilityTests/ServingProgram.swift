/// A running `countinghouse serve`.
final class ServingProgram: Sendable {
    private static let summaryPath = "/ar/api/summary-stats/"

    let program: ChildProgram
    let port: UInt16
    private let cookie: String?

    /// Waits until the program has printed its address.
    ///
    /// - Parameter cookie: of the session that it is asked with; nil for none.
    init(_ program: ChildProgram, cookie: String?) async throws {
        self.cookie = cookie
        self.program = program
        var found: UInt16?
        _ = try await Patience.until(.seconds(60)) {
            found = Self.port(in: program.output)
            return found != nil || !program.isRunning
        }
        guard let found else { throw TestProblem("the server does not start: \(program.errors)") }
        port = found
    }

    private static func port(in text: String) -> UInt16? {
        guard let start = text.firstRange(of: "http://127.0.0.1:")?.upperBound else { return nil }
        let digits = text[start...].prefix { $0.isNumber }
        // What follows the number proves that all of it is there.
        return digits.endIndex < text.endIndex ? UInt16(digits) : nil
    }

    func health() async throws -> HTTPAnswer { try await get("/health") }

    func summary() async throws -> HTTPAnswer { try await get(Self.summaryPath) }

    func get(_ path: String) async throws -> HTTPAnswer {
        try await HTTPAnswer.of(path, port: port, cookie: cookie)
    }
}
