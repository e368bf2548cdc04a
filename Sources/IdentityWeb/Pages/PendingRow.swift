import Identity
import Kernel
import Tenancy
import WebSupport

/// One invitation as the page of members shows it.
struct PendingRow {
    let email: String
    let role: String
    let portfolio: String
    let inviter: String
    /// The last day of its link.
    let until: String
    let isExpired: Bool
    /// Whether whoever looks may send it again and take it back.
    let mayChange: Bool
    let againAction: String
    let removeAction: String

    init(_ pending: PendingMember, groups: [PortfolioGroup], for scope: Scope, at now: Instant) {
        email = pending.email
        role = pending.role?.rawValue ?? "unknown"
        portfolio = PortfolioChoice.names(pending.portfolio, of: groups)
        inviter = pending.inviter ?? "whoever runs this installation"
        until = LocalTime(scope.tenant).day(pending.expiresAt)
        isExpired = pending.expiresAt <= now
        mayChange =
            scope.permissions.contains(.manageMembers)
            && (pending.role != .owner || scope.permissions.contains(.manageOwners))
        againAction = "\(PendingMembersHandler.path)/\(pending.id)/again"
        removeAction = "\(PendingMembersHandler.path)/\(pending.id)/remove"
    }
}
