import Hummingbird
import Tenancy

/// What stands around every request: who sent it, from where, whether it is taken at all; and what
/// every answer carries.
///
/// One middleware with plain steps, in the order in which they stand here, since each further one
/// costs as much as several steps.
struct RequestFrame: RouterMiddleware {
    let edge: EdgeStep
    let errors: ErrorStep
    let host: HostStep
    let crossOrigin: CrossOriginStep
    let authenticator: Authenticator
    let limits: RequestLimitStep
    /// Whether answers that hold for the very same request are kept as they go out.
    let ready: ReadyStep?

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let reading = VersionReading(since: start)
        var context = context
        context.authenticator = authenticator
        context.tenants = host.tenants
        RequestIDStep.read(request, &context)
        let asked = CookieStep.read(edge.read(request, context), context)
        var response: Response
        do {
            // What was read of the database's state after this is new enough for all that follows.
            response = try await VersionReading.$current.withValue(reading) { [context] in
                try await answer(asked, context, next)
            }
        } catch {
            response = try errors.response(to: error, asked, context)
        }
        crossOrigin.finish(&response, asked, context)
        CookieStep.finish(&response, asked, context)
        AllowanceStep.finish(&response, context)
        SecurityHeadersStep.finish(&response, asked)
        RequestIDStep.finish(&response, context)
        ready?.finish(response, context, reading)
        AccessLogStep.write(asked, response, context, since: start)
        return response
    }

    private func answer(
        _ request: Request, _ context: AppRequestContext,
        _ next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        try await host.check(request, context)
        if let response = crossOrigin.preflight(request, context) { return response }
        if !Self.isForEverybody(request.uri.path) {
            context.facts.visitor = try await authenticator.visitor(request)
            try await limits.take(context)
        }
        return try await next(request, context)
    }

    /// Files and probes are for everybody, cost nothing, and are answered even when it cannot be
    /// found out who asks.
    static func isForEverybody(_ path: String) -> Bool {
        path.hasPrefix("/static/") || path == "/health" || path.hasPrefix("/health/")
    }
}
