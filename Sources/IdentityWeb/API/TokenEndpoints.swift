import Hummingbird
import Identity
import WebSupport

/// `POST /api/v1/auth/login/`, `refresh/` and `logout/`: a program's way in and out.
struct TokenEndpoints: Sendable {
    private static let bodyBytesMax = 16 << 10

    private static let token = APISchema.text(1...4_000, example: "eyJhbGciOiJIUzI1NiJ9…")

    private static let pair = APIObject<TokenPair>(
        "Tokens", "What a program sends with its requests, and what it renews that with.",
        [
            .text("access", "Sent as `Authorization: Bearer …`.", token) { $0.access },
            .text("refresh", "Good once, for a new pair; its second use ends them all.", token) {
                $0.refresh.text
            },
            .text("token_type", "Always `Bearer`.", .words(["Bearer"])) { _ in "Bearer" },
            .integer("expires_in", "Seconds that the access token lasts.", 1...86_400) { _ in
                Int64(AccessTokens.lifetime / .seconds(1))
            },
        ])

    let tokens: TokenService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        // What they are given proves who asks; a browser's cookie plays no part.
        routes.post(
            "/accounts/login", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true, logIn)
        for operation in [login, renewal, logout] { routes.add(operation, environment) }
    }

    private var login: APIOperation {
        Self.open(
            "/api/v1/auth/login", "logIn", "Logs a program in", LoginInput.schema,
            #"{"email": "ann@example.com", "password": "correct horse battery staple"}"#,
            answer: .object(Self.pair.schema), logIn
        ).with {
            $0.problems = [
                IdentityError.wrongCredentials, IdentityError.tooManyAttempts(seconds: 1),
                IdentityError.busy, ProofError.codeNeeded(SecretToken()), ProofError.wrongCode,
            ]
        }
    }

    private var renewal: APIOperation {
        Self.open(
            "/api/v1/auth/refresh", "refresh", "Renews a pair of tokens", RefreshInput.schema,
            Self.refreshExample, answer: .object(Self.pair.schema), refresh
        ).with { $0.problems = [IdentityError.tokenNotUsable] }
    }

    private var logout: APIOperation {
        Self.open(
            "/api/v1/auth/logout", "logOut", "Ends what a refresh token belongs to",
            RefreshInput.schema, Self.refreshExample, answer: .nothing, logOut)
    }

    private static let refreshExample =
        #"{"refresh": "Ak_HIIzraDjerWeYyroILbPtgVemDvxI"}"#

    private static func open(
        _ path: String, _ name: String, _ summary: String, _ input: APIObjectSchema,
        _ example: String, answer: APIAnswer, _ handler: @escaping RouteTable.Handler
    ) -> APIOperation {
        APIOperation(plain: .post, path, name, .access, summary, answer: answer, handler).with {
            $0.needsLogin = false
            $0.needsTenant = false
            $0.input = input
            $0.example = example
            $0.bodyBytesMax = bodyBytesMax
            $0.checksTokenItself = true
        }
    }

    @Sendable
    private func logIn(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let given = try await request.input(as: LoginInput.self, context)
        return .json(
            Self.pair.bytes(
                try await tokens.logIn(
                    email: given.email, password: given.password, code: given.code,
                    tenant: given.tenant, from: request.origin(context), at: environment.now())))
    }

    @Sendable
    private func refresh(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let given = try await request.input(as: RefreshInput.self, context)
        guard let token = SecretToken(given.refresh) else { throw IdentityError.tokenNotUsable }
        return .json(
            Self.pair.bytes(
                try await tokens.renew(
                    token, from: request.origin(context), at: environment.now())))
    }

    @Sendable
    private func logOut(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let given = try await request.input(as: RefreshInput.self, context)
        if let token = SecretToken(given.refresh) {
            try await tokens.logOut(token, from: request.origin(context))
        }
        return Response(status: .noContent)
    }
}
