import Hummingbird
import Kernel

/// Counts a request for who sent it, and refuses it where that is too many. Files and probes cost
/// nothing, as in `VisitorMiddleware`.
struct RequestLimitMiddleware: RouterMiddleware {
    let limiter: RequestLimiter

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        if !VisitorMiddleware.isForEverybody(request.uri.path) {
            try await limiter.take(Self.key(context), for: context.facts)
        }
        return try await next(request, context)
    }

    private static func key(_ context: AppRequestContext) -> RequestLimiter.Key {
        switch context.visitor?.actor {
        case .person(let id, _): return .client("person \(id)")
        case .program(let id, _): return .client("key \(id)")
        default:
            let address = NetworkAddress(context.remoteAddress)?.neighbourhood.description
            return .address(address ?? "")
        }
    }
}
