package import Kernel
package import Tenancy

/// Somebody who is logged in.
package struct LoginSession: Sendable {
    package let user: User
    /// The only tenant that a program chose for its session; nil for all of its person's.
    let tenant: ID<Tenant>?
    /// Whether the person may make and suspend tenants. A session for one tenant may not.
    package let isOperator: Bool
    /// The active tenants that the person belongs to, as far as the session is for them.
    package let memberships: [TenantName: Membership]
    /// Those among them that ask for a second factor, which the person does not have.
    package let lockedTenants: Set<TenantName>
    /// When the person last proved who they are.
    package let provedAt: Instant
    package let createdAt: Instant
    package let lastSeenAt: Instant
    package let expiresAt: Instant

    /// How long a session lasts that nobody uses.
    package static let idleMax: Duration = .seconds(12 * 3_600)
    /// How long it lasts however much it is used.
    package static let lifetimeMax: Duration = .seconds(30 * 86_400)
    /// Being seen is written down this often at most.
    static let seenEvery: Duration = .seconds(60)

    /// When a session ends that was last used at a time.
    static func expiry(createdAt: Instant, seenAt: Instant) -> Instant {
        min(createdAt.adding(lifetimeMax), seenAt.adding(idleMax))
    }

    func seen(at now: Instant) -> LoginSession {
        LoginSession(
            user: user, tenant: tenant, isOperator: isOperator, memberships: memberships,
            lockedTenants: lockedTenants,
            provedAt: provedAt, createdAt: createdAt, lastSeenAt: now,
            expiresAt: Self.expiry(createdAt: createdAt, seenAt: now))
    }
}
