import Hummingbird
import Tenancy

/// Notes when a request began: what was read of the database's state after that is new enough for
/// all that it asks.
struct MomentMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        try await DataVersions.$since.withValue(.now) { try await next(request, context) }
    }
}
