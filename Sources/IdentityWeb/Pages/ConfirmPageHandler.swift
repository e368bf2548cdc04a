import Hummingbird
import Identity
import Kernel
import WebSupport

/// `/account/confirm/`: asks again for password and code before a dangerous act, and leads back.
struct ConfirmPageHandler: Sendable {
    static let path = "/account/confirm"
    private static let bodyBytesMax = 16 << 10

    let proofs: ProofService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            try await page(request, context, problem: nil)
        }
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, confirm)
    }

    @Sendable
    private func confirm(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (user, session) = try context.person(request)
        let form = try await request.form(context)
        do {
            let token = try await proofs.confirm(
                user, session: session, password: form.raw("password"), code: form.raw("code"),
                from: request.origin(context), device: DeviceCookie.token(of: request),
                at: environment.now())
            let next = try Self.next(request)?.text ?? "\(AccountPageHandler.path)/"
            return .loggedIn(token, to: next, for: request)
        } catch let error as any DomainError where error is ProofError || error is IdentityError {
            let again = try await page(request, context, problem: error.userMessage)
            return try .refusal(error) { _ in again }
        }
    }

    private func page(
        _ request: Request, _ context: AppRequestContext, problem: String?
    ) async throws -> Response {
        let (user, _) = try context.person(request)
        let page = ConfirmPage(
            layout: environment.layout(
                context, nil, title: "Confirm that it is you", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]),
            action: try Self.next(request)?.after(Self.path) ?? Self.path,
            next: try Self.next(request), email: user.email,
            means: try await proofs.means(of: user.id), problem: problem)
        return .html(try environment.pages.render(page, template: "confirm"))
    }

    private static func next(_ request: Request) throws -> LocalPath? {
        LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
    }
}
