import Kernel
import Receivables
import Tenancy

/// The first page of the aging report over HTTP, not cached, over one kept-alive connection.
struct ReportPageLines {
    private static let rounds = 31
    private static let warmUps = 8

    /// One address and the most that half of its answers may take.
    struct Question {
        let what: String
        let query: String
        /// nil only informs.
        let secondsMax: Double?
    }

    let scope: Scope
    let server: Server

    func run() throws -> [Measurement] {
        try questions().map(measure)
    }

    private func questions() throws -> [Question] {
        let today = scope.today()
        let week = try today.adding(days: -7)
        let month = try today.adding(days: -30)
        return [
            Question(what: "by total", query: "", secondsMax: 0.04),
            Question(what: "by total, page 50", query: "page=50", secondsMax: 0.04),
            Question(what: "by name", query: "sort=customer", secondsMax: 0.12),
            Question(what: "by the second bucket", query: "sort=-bucket-1", secondsMax: 0.12),
            Question(
                what: "by unapplied credit in its own column",
                query: "sort=unapplied&unapplied=separate", secondsMax: 0.12),
            Question(what: "searched by name", query: "q=c012&sort=-bucket-5", secondsMax: 0.12),
            Question(what: "by total, a month ago", query: "as_of=\(month)", secondsMax: 0.12),
            Question(
                what: "by document, by amount", query: "by=invoice&sort=-total", secondsMax: nil),
            Question(what: "compared with a week ago", query: "compare=\(week)", secondsMax: nil),
            Question(
                what: "compared with a month ago, by change",
                query: "compare=\(month)&sort=-change", secondsMax: nil),
        ]
    }

    private func measure(_ question: Question) throws -> Measurement {
        let connection = try server.connect()
        let path = "/ar/report/?\(question.query)"
        for _ in 0..<Self.warmUps {
            let page = try connection.text(path)
            guard page.contains("class=\"totals\"") else {
                throw BenchError.unexpected("\(path) shows no report")
            }
        }
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            times.append(try Timing.measure { _ = try connection.get(path) })
        }
        let median = Timing.median(times)
        guard let most = question.secondsMax else {
            return Measurement(question.what, "\(Figure.milliseconds(median)) ms")
        }
        return .time(question.what, median, atMost: most)
    }
}
