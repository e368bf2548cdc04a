import Hummingbird
import Identity
import Kernel
import WebSupport

/// `GET` and `POST /login/link/:token`. Only the POST uses the link up: programs that look at
/// links in messages, to show or to check them, send a GET.
struct LinkPageHandler: Sendable {
    private static let home = "/"
    private static let bodyBytesMax = 16 << 10

    let login: LoginService
    let members: MemberService
    let proofs: ProofService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/login/link/:token") { _, context in
            let token = Self.token(context)
            let link = try await link(token)
            if link == nil, let token,
                let found = try await members.invitations.find(token, at: environment.now())
            {
                return try await invitation(found, token, context)
            }
            return try page(link, token?.text ?? "", context)
        }
        // Its holder need not be logged in; the link is the proof.
        routes.post(
            "/login/link/:token", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true
        ) { request, context in
            let token = Self.token(context)
            guard let token, let link = try await link(token) else {
                return try page(nil, "", context)
            }
            let form = try await request.form(context)
            do {
                let session = try await use(token, link, form, request, context)
                return .loggedIn(session, to: Self.home, for: request)
            } catch ProofError.codeNeeded(let pending) {
                return .codeNeeded(pending, next: nil, for: request)
            } catch IdentityError.linkNotUsable {
                return try page(nil, "", context)
            } catch let error as IdentityError where error.kind != .internalFailure {
                var response = try page(link, token.text, context, problem: error)
                response.status =
                    error.kind == .unavailable
                    ? .serviceUnavailable : .unprocessableContent
                return response
            }
        }
    }

    private func use(
        _ token: SecretToken, _ link: LoginLink, _ form: QueryParameters, _ request: Request,
        _ context: AppRequestContext
    ) async throws -> SecretToken {
        let now = environment.now()
        let previous = SessionCookie.token(of: request)
        let origin = request.origin(context)
        guard link.purpose.setsPassword else {
            return try await login.logIn(
                link: token, from: origin, previous: previous, at: now)
        }
        let password = form.raw("password")
        guard password == form.raw("password_again") else { throw IdentityError.passwordsDiffer }
        return try await login.setPassword(
            password, link: token, from: origin, previous: previous, at: now)
    }

    private static func token(_ context: AppRequestContext) -> SecretToken? {
        context.parameters.get("token").flatMap { SecretToken($0) }
    }

    private func link(_ token: SecretToken?) async throws -> LoginLink? {
        guard let token else { return nil }
        return try await login.link(token, at: environment.now())
    }

    /// Who answers it must be logged in, so that the page leads elsewhere than back here.
    private func invitation(
        _ found: OpenInvitation, _ token: SecretToken, _ context: AppRequestContext
    ) async throws -> Response {
        let page = InvitationPage(
            found, token.text, visitor: context.visitor,
            hasPassword: try await proofs.means(of: found.user).hasPassword,
            layout: environment.layout(
                context, nil, title: "Invitation", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]))
        return .html(try environment.pages.render(page, template: "invitation"))
    }

    private func page(
        _ link: LoginLink?, _ token: String, _ context: AppRequestContext,
        problem: IdentityError? = nil
    ) throws -> Response {
        let layout = environment.layout(
            context, nil, title: LinkPage.title(link), section: .none,
            stylesheets: [IdentityFeature.stylesheet.name])
        let page = LinkPage(link, token, layout: layout, problem: problem)
        var response = Response.html(try environment.pages.render(page, template: "login-link"))
        if link == nil { response.status = .notFound }
        return response
    }
}
