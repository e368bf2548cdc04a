package import Kernel
package import Tenancy

/// Who sent a request and what they may do.
package struct Visitor: Sendable {
    package let actor: Actor
    /// As the menu shows it.
    package let name: String
    /// What every request of theirs that changes something must bring along: a page of another
    /// site can send their cookies but does not know this. Letters, digits, hyphens, underscores.
    package var csrfToken: String { makeToken() }
    package let memberships: [TenantName: Grant]
    /// Whether a browser adds their credentials by itself, so that what changes something must
    /// prove that it was meant. A program that sends its own token proves that by it.
    package let isInBrowser: Bool
    /// When they last proved who they are; nil for who cannot, such as a program with a key.
    package let provedAt: Instant?
    /// Tenants that ask them for a second factor, which they do not have yet.
    package let lockedTenants: Set<TenantName>
    /// Whether they may make and suspend tenants.
    package let isOperator: Bool
    /// Most requests need no token, and it takes a while to make one.
    private let makeToken: @Sendable () -> String

    /// How long a proof is good for dangerous acts.
    package static let proofLifetime: Duration = .seconds(600)
    /// How far apart the clocks of two servers may be.
    private static let clockDifferenceMax: Duration = .seconds(60)

    package init(
        actor: Actor, name: String, csrfToken: @autoclosure @escaping @Sendable () -> String,
        memberships: [TenantName: Grant], isInBrowser: Bool = true,
        provedAt: Instant? = nil, lockedTenants: Set<TenantName> = [],
        isOperator: Bool = false
    ) {
        self.actor = actor
        self.name = name
        makeToken = csrfToken
        self.memberships = memberships
        self.isInBrowser = isInBrowser
        self.provedAt = provedAt
        self.lockedTenants = lockedTenants
        self.isOperator = isOperator
    }

    /// The same, for a session that goes on under another token.
    package func renewed(csrfToken: String) -> Visitor {
        Visitor(
            actor: actor, name: name, csrfToken: csrfToken, memberships: memberships,
            isInBrowser: isInBrowser, provedAt: provedAt, lockedTenants: lockedTenants,
            isOperator: isOperator)
    }

    /// Whether they proved lately who they are. A clock that was set back makes nothing last.
    package func hasRecentProof(at now: Instant) -> Bool {
        guard let provedAt else { return false }
        let age = now.duration(since: provedAt)
        return age < Self.proofLifetime && age > .zero - Self.clockDifferenceMax
    }
}
