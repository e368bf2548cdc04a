import Hummingbird

/// Refuses a body that says it is too large before any of it is read. One that does not say is
/// bounded where it is read, by the context's `maxUploadSize`.
struct BodyLimitMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        if let length = request.headers[.contentLength].flatMap(Int.init),
            length > AppRequestContext.bodyBytesMax
        {
            throw WebError.bodyTooLarge(bytesMax: AppRequestContext.bodyBytesMax)
        }
        return try await next(request, context)
    }
}
