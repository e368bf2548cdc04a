import Hummingbird
import Logging
import Tenancy

/// One line a request. What stands behind the question mark is left out: it may name people.
enum AccessLogStep {
    static func write(
        _ request: Request, _ response: Response, _ context: AppRequestContext,
        since start: ContinuousClock.Instant
    ) {
        let level = level(of: request.uri.path)
        guard context.logger.logLevel <= level else { return }
        write(
            level, request.method.rawValue, request.uri.path, status: response.status.code,
            bytes: response.body.contentLength, context.facts.tenant, context.logger, since: start)
    }

    /// - Parameter bytes: of the body; nil where nobody knows yet.
    static func write(
        _ level: Logger.Level, _ method: String, _ path: String, status: Int, bytes: Int?,
        _ tenant: TenantName?, _ logger: Logger, since start: ContinuousClock.Instant
    ) {
        let microseconds = (ContinuousClock.now - start) / .microseconds(1)
        var fields: Logger.Metadata = [
            "method": "\(method)",
            "path": "\(LoggedPath.text(path))",
            "status": "\(status)",
            "duration_us": "\(Int(microseconds))",
        ]
        if let bytes { fields["bytes"] = "\(bytes)" }
        if let tenant { fields["tenant"] = "\(tenant)" }
        logger.log(level: level, "Request", metadata: fields)
    }

    /// Probes come every few seconds and say nothing new.
    static func level(of path: String) -> Logger.Level {
        path.hasPrefix("/health") ? .debug : .info
    }
}
