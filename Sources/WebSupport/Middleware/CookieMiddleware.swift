import Hummingbird

/// Brings what cookies say about how pages look: light or dark, and the message that waits for
/// the next page, which is forgotten once a page showed it. Where the way is encrypted the cookies
/// travel under protected names.
struct CookieMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let isProtected = CookiePrefix.isUsed(for: request)
        let request = isProtected ? CookiePrefix.removed(from: request) : request
        context.facts.theme = Theme(of: request)
        context.facts.flash = Flash(of: request)
        var response = try await next(request, context)
        if context.facts.isFlashShown, !response.setsFlash {
            response.setCookie(Flash.forgetting)
        }
        if isProtected { CookiePrefix.add(to: &response) }
        return response
    }
}

extension Response {
    fileprivate var setsFlash: Bool {
        headers[values: .setCookie].contains { $0.hasPrefix("\(Flash.cookie)=") }
    }
}
