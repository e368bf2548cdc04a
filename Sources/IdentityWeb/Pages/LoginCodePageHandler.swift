import Hummingbird
import Identity
import Kernel
import WebSupport

/// `GET` and `POST /login/code`: the second step of logging in.
struct LoginCodePageHandler: Sendable {
    static let path = "/login/code"
    private static let home = "/"
    private static let bodyBytesMax = 4 << 10

    let login: LoginService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            let next = try Self.next(request)
            guard let pending = PendingLoginCookie.token(of: request),
                try await login.isPending(pending, at: environment.now())
            else { return .redirect(toPath: next?.login ?? "/login") }
            return try page(context, next, problem: nil)
        }
        // What is checked is the login that waits, of which no other site has the token.
        routes.post(
            Self.path, bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true, finish)
    }

    @Sendable
    private func finish(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let next = try Self.next(request)
        do {
            guard let pending = PendingLoginCookie.token(of: request) else {
                throw ProofError.loginExpired
            }
            let form = try await request.form(context)
            let token = try await login.finish(
                pending, code: form.raw("code"), from: request.origin(context),
                previous: SessionCookie.token(of: request), at: environment.now())
            var response = Response.loggedIn(token, to: next?.text ?? Self.home, for: request)
            response.setCookie(PendingLoginCookie.forgetting(for: request))
            try await DeviceCookie.keep(
                token, login, for: request, in: &response, at: environment.now())
            return response
        } catch let error as ProofError where error.code == ProofError.loginExpired.code {
            return .redirect(
                toPath: next?.login ?? "/login",
                flash: Flash(kind: .warning, text: error.userMessage))
        } catch let error as any DomainError where error is ProofError || error is IdentityError {
            return try .refusal(error) { try page(context, next, problem: $0) }
        }
    }

    private func page(
        _ context: AppRequestContext, _ next: LocalPath?, problem: String?
    ) throws -> Response {
        let layout = environment.layout(
            context, nil, title: "Your code", section: .none,
            stylesheets: [IdentityFeature.stylesheet.name])
        let page = LoginCodePage(
            layout: layout, action: next?.after(Self.path) ?? Self.path, problem: problem)
        return .html(try environment.pages.render(page, template: "login-code"))
    }

    private static func next(_ request: Request) throws -> LocalPath? {
        LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
    }
}
