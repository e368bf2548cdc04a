package import Kernel

/// What became of a call to give somebody access.
package struct NewUser: Sendable {
    package let user: User
    /// Whether the person was not there before.
    package let isNew: Bool
    /// The token of the link that sets a first password, or that lets somebody with an account
    /// accept, for whoever must hand it on.
    package var link: SecretToken?
    /// Their password was set by a link that another company's people may have had: it is no
    /// password any more, and what was begun with it has ended.
    package var wasOfOthers = false
    /// The link is on its way by mail instead.
    package var isMailed = false
    /// They have an account, and belong to the tenant once they accept, with the link.
    package var isInvited: Bool { pending != nil }
    /// Their invitation, then.
    package var pending: ID<PendingMember>?
}
