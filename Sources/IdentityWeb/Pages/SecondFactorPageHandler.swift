import Hummingbird
import Identity
import Kernel
import WebSupport

/// `/account/second-factor/`: sets one's own second factor up, renews its recovery codes, turns it
/// off. All of it needs a proof of lately: whoever finds an open browser gets no second factor.
struct SecondFactorPageHandler: Sendable {
    static let path = "/account/second-factor"
    private static let bodyBytesMax = 4 << 10

    let secondFactors: SecondFactorService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { request, context in
            try await page(request, context, problem: nil)
        }
        routes.post("\(Self.path)/begin", bodyBytesMax: Self.bodyBytesMax, begin)
        routes.post("\(Self.path)/confirm", bodyBytesMax: Self.bodyBytesMax, confirm)
        routes.post("\(Self.path)/codes", bodyBytesMax: Self.bodyBytesMax, renewCodes)
        routes.post("\(Self.path)/off", bodyBytesMax: Self.bodyBytesMax, turnOff)
    }

    @Sendable
    private func begin(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (user, _) = try proven(request, context)
        try await secondFactors.offer(to: user.id, at: environment.now())
        return Response(status: .seeOther, headers: [.location: try Self.page(request)])
    }

    /// The answer is the page itself: no redirect could carry the codes on it.
    @Sendable
    private func confirm(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (user, session) = try proven(request, context)
        let form = try await request.form(context)
        do {
            let confirmed = try await secondFactors.confirm(
                form.raw("code"), of: user, session: session, from: request.origin(context),
                at: environment.now())
            context.renew(confirmed.session)
            var response = try codesPage(
                confirmed.codes, of: user, isNew: true, request, context)
            response.setCookie(SessionCookie.keeping(confirmed.session, for: request))
            return response
        } catch let error as ProofError {
            let again = try await page(request, context, problem: error.userMessage)
            return try .refusal(error) { _ in again }
        }
    }

    @Sendable
    private func renewCodes(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (user, _) = try proven(request, context)
        let codes = try await secondFactors.renewCodes(
            of: user, from: request.origin(context), at: environment.now())
        return try codesPage(codes, of: user, isNew: false, request, context)
    }

    @Sendable
    private func turnOff(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (user, _) = try proven(request, context)
        try await secondFactors.turnOff(
            of: user, from: request.origin(context), at: environment.now())
        return .redirect(
            toPath: "\(AccountPageHandler.path)/",
            flash: Flash(kind: .success, text: "The second factor is off."))
    }

    private func proven(
        _ request: Request, _ context: AppRequestContext
    ) throws -> (user: User, session: SecretToken) {
        let person = try context.person(request)
        try context.requireRecentProof(
            at: environment.now(), backTo: try Self.page(request))
        return person
    }

    private func page(
        _ request: Request, _ context: AppRequestContext, problem: String?
    ) async throws -> Response {
        let (user, _) = try context.person(request)
        let now = environment.now()
        // What is being set up is a secret: it is shown to who has proved who they are alone.
        let isProven = context.visitor?.hasRecentProof(at: now) == true
        let offer =
            isProven
            ? try await secondFactors.offered(to: user.id, account: user.email, at: now) : nil
        let page = SecondFactorPage(
            try await secondFactors.status(of: user.id), offer: offer,
            next: try Self.next(request), layout: layout(context), problem: problem)
        return .html(try environment.pages.render(page, template: "second-factor"))
    }

    private func codesPage(
        _ codes: [RecoveryCode], of user: User, isNew: Bool, _ request: Request,
        _ context: AppRequestContext
    ) throws -> Response {
        let page = RecoveryCodesPage(
            codes, of: user.email, isNew: isNew, next: try Self.next(request),
            layout: layout(context))
        return .html(try environment.pages.render(page, template: "recovery-codes"))
    }

    private func layout(_ context: AppRequestContext) -> PageLayout {
        environment.layout(
            context, nil, title: "Second factor", section: .none,
            stylesheets: [IdentityFeature.stylesheet.name])
    }

    private static func next(_ request: Request) throws -> LocalPath? {
        LocalPath(next: try QueryParameters(request, ignoresEmpty: true))
    }

    private static func page(_ request: Request) throws -> String {
        try next(request)?.after(path) ?? path
    }
}
