import Hummingbird

/// Says with every answer, also with a refusal, what its sender may still ask.
struct AllowanceMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let allowances = context.facts.allowances
        guard !allowances.isEmpty else { return response }
        response.headers[HeaderNames.rateLimitPolicy] =
            allowances.map(\.policyField).joined(separator: ", ")
        response.headers[HeaderNames.rateLimit] =
            allowances.map(\.field).joined(separator: ", ")
        return response
    }
}
