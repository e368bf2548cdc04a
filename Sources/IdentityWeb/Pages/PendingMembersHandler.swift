import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `/admin/invitations/`: what whoever manages members does with invitations that are not
/// answered yet. They are listed on the page of members.
struct PendingMembersHandler: Sendable {
    static let path = "/admin/invitations"
    private static let bodyBytesMax = 16 << 10

    let members: MembersPageHandler

    func add(to routes: inout RouteTable) {
        routes.post("\(Self.path)/:id/again", bodyBytesMax: Self.bodyBytesMax, sendAgain)
        routes.post("\(Self.path)/:id/remove", bodyBytesMax: Self.bodyBytesMax, withdraw)
    }

    /// The answer is the page itself: the link on it is a secret, which no redirect could carry.
    @Sendable
    private func sendAgain(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (scope, id) = try await proven(request, context)
        let sent = try await members.members.invitations.sendAgain(
            scope, id, at: members.environment.now())
        return try await members.page(
            scope, context, invitation: Invitation(sent, origin: context.linkBase(for: request)))
    }

    @Sendable
    private func withdraw(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (scope, id) = try await proven(request, context)
        try await members.members.invitations.withdraw(scope, id)
        return .redirect(
            toPath: "\(MembersPageHandler.path)/",
            flash: Flash(kind: .success, text: "The invitation is taken back."))
    }

    private func proven(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> (Scope, ID<PendingMember>) {
        let scope = try await members.environment.tenants.scope(of: request, context)
        try scope.require(.manageMembers)
        try context.requireRecentProof(
            at: members.environment.now(), backTo: "\(MembersPageHandler.path)/")
        let id: ID<PendingMember> = try context.pathID(orThrow: IdentityError.unknownInvitation)
        return (scope, id)
    }
}
