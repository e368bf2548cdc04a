import Dispatch
import Glibc

/// A server's answer to one GET over a connection of its own.
struct HTTPAnswer: Sendable {
    let status: Int
    /// By their names in small letters.
    let headers: [String: String]
    let body: String

    /// - Parameter limit: seconds without a byte after which it counts as not answered.
    /// - Throws: `TestProblem` when there is no whole answer.
    static func of(
        _ path: String, port: UInt16, cookie: String? = nil, limit: Int = 30
    ) async throws -> HTTPAnswer {
        let cookieLine = cookie.map { "Cookie: \($0)\r\n" } ?? ""
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        let connection = try HTTPConnection(port: port, limit: limit)
                        try connection.send(
                            "GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\n"
                                + "Accept: application/json\r\n\(cookieLine)Connection: close\r\n\r\n"
                        )
                        return try HTTPAnswer(text: connection.readToEnd())
                    })
            }
        }
    }

    init(text: String) throws {
        guard let end = text.firstRange(of: "\r\n\r\n") else {
            throw TestProblem("no whole answer: \(text.prefix(200))")
        }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else {
            throw TestProblem("no status: \(text.prefix(200))")
        }
        self.status = status
        body = String(text[end.upperBound...])
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        self.headers = headers
    }
}
