import FoundationEssentials
import Hummingbird
import Logging

/// One line a request. What stands behind the question mark is left out: it may name people.
struct AccessLogMiddleware: RouterMiddleware {
    private static let pathLengthMax = 200

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let level = level(of: request)
        guard context.logger.logLevel <= level else { return response }
        let microseconds = (ContinuousClock.now - start) / .microseconds(1)
        var fields: Logger.Metadata = [
            "method": "\(request.method.rawValue)",
            "path": "\(Self.shown(request.uri.path))",
            "status": "\(response.status.code)",
            "duration_us": "\(Int(microseconds))",
        ]
        if let bytes = response.body.contentLength { fields["bytes"] = "\(bytes)" }
        if let tenant = context.facts.tenant { fields["tenant"] = "\(tenant)" }
        context.logger.log(level: level, "Request", metadata: fields)
        return response
    }

    /// What stands in a one-time link is a secret: who reads the log must not log in with it.
    /// However its address is written, it is looked for as the router would.
    static func shown(_ path: String) -> Substring {
        let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? "" }
        return parts.starts(with: ["login", "link"]) ? "/login/link/…" : path.prefix(pathLengthMax)
    }

    /// Probes come every few seconds and say nothing new.
    private func level(of request: Request) -> Logger.Level {
        request.uri.path.hasPrefix("/health") ? .debug : .info
    }
}
