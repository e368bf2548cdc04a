/// What became of a call to give somebody access.
package struct NewUser: Sendable {
    package let user: User
    /// Whether the person was not there before.
    package let isNew: Bool
    /// The person has no password yet: the token of the link that sets one, for whoever must hand
    /// it on.
    package let link: SecretToken?
    /// The link is on its way by mail instead.
    package var isMailed = false
}
