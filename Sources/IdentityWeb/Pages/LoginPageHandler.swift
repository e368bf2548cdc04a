import Hummingbird
import Identity
import Kernel
import WebSupport

/// `GET` and `POST /login`.
struct LoginPageHandler: Sendable {
    private static let home = "/"
    private static let bodyBytesMax = 16 << 10

    let login: LoginService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/login") { request, context in
            let next = LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
            // Who is logged in has nothing to do here.
            if context.visitor != nil { return .redirect(toPath: next?.text ?? Self.home) }
            return try page(LoginPage(layout: layout(context), next: next))
        }
        // Whether and as whom the browser was logged in does not matter: there is no token of an
        // earlier session to check. What other sites' pages send is refused all the same.
        routes.post("/login", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true) {
            request, context in
            let next = LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
            let form = try await request.form(context)
            let email = form.raw("email")
            do {
                let token = try await login.logIn(
                    email: email, password: form.raw("password"),
                    from: request.origin(context), previous: SessionCookie.token(of: request),
                    device: DeviceCookie.token(of: request), at: environment.now())
                var response = Response.loggedIn(token, to: next?.text ?? Self.home, for: request)
                try await DeviceCookie.keep(
                    token, login, for: request, in: &response, at: environment.now())
                return response
            } catch ProofError.codeNeeded(let pending) {
                return .codeNeeded(pending, next: next, for: request)
            } catch let error as IdentityError where error.kind != .internalFailure {
                let answer = LoginPage(
                    layout: layout(context), next: next, email: email, problem: error.userMessage)
                return try refusal(error, page(answer))
            }
        }
    }

    private func refusal(_ error: IdentityError, _ page: Response) -> Response {
        var response = page
        switch error {
        case .tooManyAttempts(let seconds):
            response.status = .tooManyRequests
            response.headers[.retryAfter] = String(seconds)
        case .busy: response.status = .serviceUnavailable
        // Not 401, which would need a method of HTTP's own to log in with.
        default: response.status = .unprocessableContent
        }
        return response
    }

    private func page(_ page: LoginPage) throws -> Response {
        .html(try environment.pages.render(page, template: "login"))
    }

    private func layout(_ context: AppRequestContext) -> PageLayout {
        environment.layout(
            context, nil, title: "Log in", section: .none,
            stylesheets: [IdentityFeature.stylesheet.name])
    }
}
