package import Tenancy

/// Who sent a request and what they may do.
package struct Visitor: Sendable {
    package let actor: Actor
    /// As the menu shows it.
    package let name: String
    /// What every request of theirs that changes something must bring along: a page of another
    /// site can send their cookies but does not know this. Letters, digits, hyphens, underscores.
    package let csrfToken: String
    package let memberships: [TenantName: Grant]
    /// Whether a browser adds their credentials by itself, so that what changes something must
    /// prove that it was meant. A program that sends its own token proves that by it.
    package let isInBrowser: Bool

    package init(
        actor: Actor, name: String, csrfToken: String,
        memberships: [TenantName: Grant], isInBrowser: Bool = true
    ) {
        self.actor = actor
        self.name = name
        self.csrfToken = csrfToken
        self.memberships = memberships
        self.isInBrowser = isInBrowser
    }
}
