import Identity
import Kernel
import PostgresClient
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

    /// What a provider is called by that they are connected to, beside a password.
    func guestProvider() async throws -> String {
        let email = try guestAddress().text
        let user: ID<User> = try await owner.query(
            """
            UPDATE public.users SET password_hash = '$argon2id$none' WHERE email = \(email)
            RETURNING id
            """
        ).single().decode(0)
        try await owner.execute(
            """
            INSERT INTO public.sign_on_identities
                (issuer, subject, user_id, is_connected, created_at, last_used_at)
            VALUES ('https://login.example.com', 'guest', \(user), true, now(), now())
            """)
        return try await services.signOnIdentities.list(of: user).map(\.id)[0]
    }

    /// Has them without either again.
    func forgetGuestProvider() async throws {
        let email = try guestAddress().text
        for statement in [
            "DELETE FROM public.sign_on_identities WHERE subject = 'guest'",
            "UPDATE public.users SET password_hash = NULL WHERE email = \(email)",
        ] as [Query] {
            try await owner.execute(statement)
        }
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
