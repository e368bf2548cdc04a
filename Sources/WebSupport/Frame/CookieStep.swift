import Hummingbird

/// Brings what cookies say about how pages look: light or dark, and the message that waits for
/// the next page, which is forgotten once a page showed it. Where the way is encrypted the cookies
/// travel under protected names.
enum CookieStep {
    static func read(_ request: Request, _ context: AppRequestContext) -> Request {
        guard request.headers.contains(.cookie) else { return request }
        let request =
            CookiePrefix.isUsed(for: request) ? CookiePrefix.removed(from: request) : request
        context.facts.theme = Theme(of: request)
        context.facts.flash = Flash(of: request)
        return request
    }

    static func finish(
        _ response: inout Response, _ request: Request, _ context: AppRequestContext
    ) {
        if context.facts.isFlashShown, !response.setsFlash {
            response.setCookie(Flash.forgetting)
        }
        guard response.headers.contains(.setCookie), CookiePrefix.isUsed(for: request) else {
            return
        }
        CookiePrefix.add(to: &response)
    }
}

extension Response {
    fileprivate var setsFlash: Bool {
        headers[values: .setCookie].contains { $0.hasPrefix("\(Flash.cookie)=") }
    }
}
