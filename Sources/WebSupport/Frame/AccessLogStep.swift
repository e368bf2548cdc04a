import FoundationEssentials
import Hummingbird
import Logging

/// One line a request. What stands behind the question mark is left out: it may name people.
enum AccessLogStep {
    private static let pathLengthMax = 200

    static func write(
        _ request: Request, _ response: Response, _ context: AppRequestContext,
        since start: ContinuousClock.Instant
    ) {
        let level = level(of: request)
        guard context.logger.logLevel <= level else { return }
        let microseconds = (ContinuousClock.now - start) / .microseconds(1)
        var fields: Logger.Metadata = [
            "method": "\(request.method.rawValue)",
            "path": "\(shown(request.uri.path))",
            "status": "\(response.status.code)",
            "duration_us": "\(Int(microseconds))",
        ]
        if let bytes = response.body.contentLength { fields["bytes"] = "\(bytes)" }
        if let tenant = context.facts.tenant { fields["tenant"] = "\(tenant)" }
        context.logger.log(level: level, "Request", metadata: fields)
    }

    /// What stands in a one-time link is a secret: who reads the log must not log in with it.
    /// However its address is written, it is looked for as the router would.
    static func shown(_ path: String) -> Substring {
        let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? "" }
        return parts.starts(with: ["login", "link"]) ? "/login/link/…" : path.prefix(pathLengthMax)
    }

    /// Probes come every few seconds and say nothing new.
    private static func level(of request: Request) -> Logger.Level {
        request.uri.path.hasPrefix("/health") ? .debug : .info
    }
}
