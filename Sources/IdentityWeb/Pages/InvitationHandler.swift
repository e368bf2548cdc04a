import Hummingbird
import Identity
import Kernel
import WebSupport

/// Answers an invitation, for whoever is logged in as the one who was invited: `POST
/// /account/invitation/accept` and `…/decline`. The link itself is looked at with `/login/link/…`.
struct InvitationHandler: Sendable {
    static let acceptPath = "/account/invitation/accept"
    static let declinePath = "/account/invitation/decline"
    private static let home = "/"
    private static let bodyBytesMax = 16 << 10

    let members: MemberService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.post(Self.acceptPath, bodyBytesMax: Self.bodyBytesMax) { request, context in
            let (user, token) = try await sent(request, context)
            let tenant = try await members.invitations.accept(
                token, as: user, from: request.origin(context), at: environment.now())
            return .redirect(
                toPath: Self.home,
                flash: Flash(kind: .success, text: "You belong to \(tenant) now."))
        }
        routes.post(Self.declinePath, bodyBytesMax: Self.bodyBytesMax) { request, context in
            let (user, token) = try await sent(request, context)
            let tenant = try await members.invitations.decline(
                token, as: user, from: request.origin(context), at: environment.now())
            return .redirect(
                toPath: "\(AccountPageHandler.path)/",
                flash: Flash(kind: .success, text: "You declined the invitation to \(tenant)."))
        }
    }

    /// The token stands in the form: what stands in an address is seen by too many.
    private func sent(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> (ID<User>, SecretToken) {
        let (user, _) = try context.person(request)
        guard let token = SecretToken(try await request.form(context).raw("invitation")) else {
            throw IdentityError.linkNotUsable
        }
        return (user.id, token)
    }
}
