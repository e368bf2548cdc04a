import Hummingbird

/// One address and method of a server, with what is checked before its handler runs.
struct Route: Sendable {
    let path: String
    let method: HTTPRequest.Method
    let bodyBytesMax: Int
    /// Whether the handler looks for the visitor's token itself.
    let checksTokenItself: Bool
    /// Whether its answers are nearly always at hand; the others are made on Swift's own threads.
    let isQuick: Bool
    let handler: RouteTable.Handler

    /// The same at another address.
    func at(_ path: String) -> Route {
        Route(
            path: path, method: method, bodyBytesMax: bodyBytesMax,
            checksTokenItself: checksTokenItself, isQuick: isQuick, handler: handler)
    }

    func answer(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        if isQuick { return try await checked(request, context) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try await checked(request, context)
        }
    }

    private func checked(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        var (request, context) = (request, context)
        context.maxUploadSize = bodyBytesMax
        try bound(&request)
        if RequestToken.isNeeded(by: request) {
            // Who sends a token of their own, or comes from a site that is named, is meant.
            if context.visitor?.isInBrowser != false, !context.facts.isFromNamedSite {
                try RequestToken.checkSite(of: request, publicOrigin: context.facts.publicOrigin)
            }
            if let visitor = context.visitor, !checksTokenItself {
                try await RequestToken.check(&request, context, of: visitor)
            }
        }
        return try await handler(request, context)
    }

    /// Refuses a body that says it is too large before any of it is read, and stops reading one
    /// that does not say as soon as it is.
    private func bound(_ request: inout Request) throws {
        if let length = request.headers[.contentLength].flatMap(Int.init) {
            guard length <= bodyBytesMax else {
                throw WebError.bodyTooLarge(bytesMax: bodyBytesMax)
            }
        } else if RequestToken.isNeeded(by: request) {
            request.body = RequestBody(
                asyncSequence: BoundedBody(body: request.body, bytesMax: bodyBytesMax))
        }
    }
}
