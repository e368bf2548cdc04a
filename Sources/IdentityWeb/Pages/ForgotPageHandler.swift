import Hummingbird
import Identity
import Kernel
import WebSupport

/// `GET` and `POST /login/forgot`: a mail with a link that sets a new password. The answer is the
/// same for every address.
struct ForgotPageHandler: Sendable {
    static let path = "/login/forgot"
    private static let bodyBytesMax = 16 << 10

    let resets: PasswordResetService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { _, context in try page(context) }
        // Whoever forgot their password is not logged in. What other sites' pages send is refused
        // all the same.
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true) {
            request, context in
            let email = try await request.form(context).raw("email")
            do {
                try await resets.ask(
                    email: email, from: request.origin(context), at: environment.now())
                return try page(context, isAsked: true)
            } catch IdentityError.tooManyAttempts(let seconds) {
                let error = IdentityError.tooManyAttempts(seconds: seconds)
                var response = try page(context, problem: error.userMessage)
                response.status = .tooManyRequests
                response.headers[.retryAfter] = String(seconds)
                return response
            }
        }
        routes.add(asked, environment)
    }

    /// The same for programs.
    private var asked: APIOperation {
        APIOperation(
            plain: .post, "/api/v1/auth/forgot", "forgotPassword", .access,
            "Sends a link that sets a new password",
            answer: APIAnswer(.accepted, "The answer is the same for every address.", nil)
        ) { request, context in
            let given = try await request.input(as: ForgotInput.self, context)
            try await resets.ask(
                email: given.email, from: request.origin(context), at: environment.now())
            return Response(status: .accepted)
        }.with {
            $0.needsLogin = false
            $0.needsTenant = false
            $0.input = ForgotInput.schema
            $0.example = #"{"email": "ann@example.com"}"#
            $0.bodyBytesMax = Self.bodyBytesMax
            $0.checksTokenItself = true
            $0.problems = [IdentityError.tooManyAttempts(seconds: 1)]
        }
    }

    private func page(
        _ context: AppRequestContext, isAsked: Bool = false, problem: String? = nil
    ) throws -> Response {
        let page = ForgotPage(
            layout: environment.layout(
                context, nil, title: "Forgotten password", section: .none,
                stylesheets: [IdentityFeature.stylesheet.name]),
            action: Self.path, isAsked: isAsked, problem: problem,
            minutes: Int(LinkPurpose.reset.lifetime / .seconds(60)))
        return .html(try environment.pages.render(page, template: "forgot"))
    }
}
