import Identity
import Kernel
import Tenancy

/// Somebody of our tenant who is invited to a further one, that nothing else is about, and leaves
/// it. Nobody else here belongs to it.
extension AccessSite {
    static let inn = "inn"
    static let guest = Caller.viewer

    /// The token of an invitation that waits for them, and works once.
    func guestInvitation() async throws -> String {
        let scope = try await innScope()
        for pending in try await services.members.invitations.list(scope) {
            try await services.members.invitations.withdraw(scope, pending.id)
        }
        let invited = try await services.members.add(
            scope, guestAddress(), name: nil, role: .viewer, at: .now())
        return invited.link?.text ?? ""
    }

    /// Has them belong there.
    @discardableResult
    func seatGuest() async throws -> ID<User> {
        let scope = try await innScope()
        return try await services.users.grant(
            guestAddress(), name: nil, role: .viewer, in: scope.tenant, password: nil, at: .now()
        ).user.id
    }

    /// Has them belong to ours alone again, as everything else here takes for granted.
    func dismissGuest() async throws {
        try await services.members.remove(try await innScope(), try await seatGuest())
    }

    private func guestAddress() throws -> EmailAddress {
        try EmailAddress(Self.guest.email ?? "")
    }

    private func innScope() async throws -> Scope {
        let name = try TenantName(Self.inn)
        if let known = try await services.directory.find(name) {
            return .unrestricted(known, actor: .commandLine)
        }
        let made = try await services.tenants.create(
            TenantSettings(
                name: name, currency: scope.tenant.currency, timeZone: scope.tenant.timeZone))
        return .unrestricted(made, actor: .commandLine)
    }
}
