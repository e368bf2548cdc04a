import Hummingbird
import Identity
import Kernel
import WebSupport

/// `/account/password/`: changes one's own password, with the old one.
struct PasswordPageHandler: Sendable {
    static let path = "/account/password"
    private static let bodyBytesMax = 16 << 10

    let proofs: ProofService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            try await page(request, context, problem: nil)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, change)
    }

    @Sendable
    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, session) = try context.person(request)
        let form = try await request.form(context)
        do {
            let password = form.raw("password")
            guard password == form.raw("password_again") else {
                throw IdentityError.passwordsDiffer
            }
            let token = try await proofs.changePassword(
                of: user, session: session, from: form.raw("old_password"), to: password,
                from: request.origin(context), device: DeviceCookie.token(of: request),
                at: environment.now())
            var response = Response.redirect(
                toPath: "\(AccountPageHandler.path)/",
                flash: Flash(
                    kind: .success,
                    text: "Your password is changed. You are logged out everywhere else."))
            response.setCookie(SessionCookie.keeping(token, for: request))
            return response
        } catch let error as any DomainError where error is ProofError || error is IdentityError {
            let again = try await page(request, context, problem: error.userMessage)
            return try .refusal(error) { _ in again }
        }
    }

    private func page(
        _ request: Request, _ context: AppRequestContext, problem: String?
    ) async throws -> Response {
        let (user, _) = try context.person(request)
        let page = PasswordPage(
            layout: environment.layout(
                context, nil, title: "Change your password", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]),
            email: user.email, hasPassword: try await proofs.means(of: user.id).hasPassword,
            problem: problem)
        return .html(try environment.pages.render(page, template: "password"))
    }
}
