import Hummingbird
import Identity
import WebSupport

/// `POST /api/v1/auth/login/`, `refresh/` and `logout/`: a program's way in and out.
struct TokenEndpoints: Sendable {
    private static let bodyBytesMax = 16 << 10

    private struct Login: Decodable {
        let email: String
        let password: String
        /// Of the second factor; left out by who has none.
        let code: String?
        /// The only company that the tokens are for; left out for all of the person's.
        let tenant: String?
    }

    private struct Refresh: Decodable {
        let refresh: String
    }

    private struct Tokens: Encodable {
        let access: String
        let refresh: String
        let tokenType = "Bearer"
        let expiresIn = Int(AccessTokens.lifetime / .seconds(1))

        init(_ pair: TokenPair) {
            access = pair.access
            refresh = pair.refresh.text
        }

        private enum CodingKeys: String, CodingKey {
            case access, refresh
            case tokenType = "token_type"
            case expiresIn = "expires_in"
        }
    }

    let tokens: TokenService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        // What they are given proves who asks; a browser's cookie plays no part.
        for path in ["/api/v1/auth/login", "/accounts/login"] {
            routes.post(path, bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true, logIn)
        }
        routes.post(
            "/api/v1/auth/refresh", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true,
            refresh)
        routes.post(
            "/api/v1/auth/logout", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true,
            logOut)
    }

    @Sendable
    private func logIn(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let given = try await request.json(as: Login.self, context)
        return try .json(
            Tokens(
                try await tokens.logIn(
                    email: given.email, password: given.password, code: given.code,
                    tenant: given.tenant, from: request.origin(context), at: environment.now())))
    }

    @Sendable
    private func refresh(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let given = try await request.json(as: Refresh.self, context)
        guard let token = SecretToken(given.refresh) else { throw IdentityError.tokenNotUsable }
        return try .json(
            Tokens(
                try await tokens.renew(
                    token, from: request.origin(context), at: environment.now())))
    }

    @Sendable
    private func logOut(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let given = try await request.json(as: Refresh.self, context)
        if let token = SecretToken(given.refresh) {
            try await tokens.logOut(token, from: request.origin(context))
        }
        return Response(status: .noContent)
    }
}
