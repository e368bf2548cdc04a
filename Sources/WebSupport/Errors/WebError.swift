package import Kernel

/// What can be wrong with a request whatever it is about.
package enum WebError: DomainError, ThrottledError {
    case noSuchAddress
    /// Nothing at this address answers to the method.
    case methodNotAllowed(allowed: String)
    /// The request was sent to a name that may be somebody else's.
    case foreignHost
    case hostMissing
    case bodyTooLarge(bytesMax: Int)
    /// A body that was compressed, or coded otherwise, on its way.
    case encodedBody
    /// Something of a request that this server cannot read.
    case badRequest
    /// Nobody is logged in, and here somebody must be.
    case loginNeeded
    /// Whoever is logged in belongs to no tenant.
    case noMembership
    /// The visitor's token is missing, or another's.
    case tokenWrong
    /// The page that sent the request is about another company than the one it would be done in.
    case pageOfAnother
    /// A browser says that a page of another site sent the request.
    case foreignPage
    /// The request came over a way that nothing encrypts.
    case unprotected
    /// More was asked in a minute than one may ask.
    case tooManyRequests(seconds: Int)
    /// A dangerous act, and its sender has not proved lately who they are.
    case confirmationNeeded(backTo: String)
    /// The tenant asks for a second factor, which its member does not have yet.
    case secondFactorMissing
    /// The server was told to stop before the answer was there.
    case stopping

    package var kind: ErrorKind {
        switch self {
        case .noSuchAddress: .notFound
        case .methodNotAllowed, .hostMissing, .badRequest, .encodedBody: .invalid
        case .foreignHost, .noMembership, .tokenWrong, .foreignPage, .unprotected,
            .confirmationNeeded, .secondFactorMissing:
            .forbidden
        case .pageOfAnother: .conflict
        case .loginNeeded: .unauthenticated
        case .bodyTooLarge: .tooLarge
        case .stopping, .tooManyRequests: .unavailable
        }
    }

    package var retryAfterSeconds: Int? {
        if case .tooManyRequests(let seconds) = self { seconds } else { nil }
    }

    package var code: String {
        switch self {
        case .noSuchAddress: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .foreignHost: "host_not_allowed"
        case .hostMissing: "host_missing"
        case .bodyTooLarge: "body_too_large"
        case .badRequest: "bad_request"
        case .encodedBody: "body_encoded"
        case .loginNeeded: "login_needed"
        case .noMembership: "no_membership"
        case .tokenWrong: "csrf_token_wrong"
        case .pageOfAnother: "page_of_another_company"
        case .foreignPage: "request_from_foreign_page"
        case .unprotected: "connection_not_encrypted"
        case .tooManyRequests: "too_many_requests"
        case .confirmationNeeded: "confirmation_needed"
        case .secondFactorMissing: "second_factor_missing"
        case .stopping: "server_stopping"
        }
    }

    package var userMessage: String {
        switch self {
        case .noSuchAddress: "There is nothing at this address."
        case .methodNotAllowed(let allowed): "This address answers to \(allowed) only."
        case .foreignHost:
            "This server answers only when it is called by its own name, or localhost, 127.0.0.1"
                + " or [::1]."
        case .hostMissing: "The request does not say which host it is for."
        case .bodyTooLarge(let bytesMax):
            "The request is too large: \(bytesMax >> 20) MB are the most that is taken here."
        case .badRequest: "The request could not be read."
        case .encodedBody:
            "Send the body as it is: no Content-Encoding is taken here."
        case .loginNeeded: "Please log in first."
        case .noMembership:
            "You do not belong to any company here yet. Ask an administrator to add you."
        case .tokenWrong:
            "The page you sent this from is too old. Load it again and repeat what you did."
        case .pageOfAnother:
            "The page you sent this from is about another company than the one you work in now."
                + " Nothing was done. Choose that company again, and repeat what you did."
        case .foreignPage: "Another site's page may not send this."
        case .unprotected: "This server answers only through the proxy that encrypts."
        case .tooManyRequests(let seconds):
            "Too many requests. Please wait \(seconds) s and try again."
        case .confirmationNeeded:
            "This needs a proof of who you are that is not older than ten minutes. Log in again"
                + " first."
        case .secondFactorMissing:
            "This company asks for a second factor in your role. Set one up on your account's"
                + " page first."
        case .stopping: "The server is being restarted. Please try again shortly."
        }
    }
}
