import PostgresClient
import Tenancy

/// Where a member of a tenant is logged in.
package struct MemberSessions: Sendable {
    package let user: User
    /// Nil for a role that a later version made.
    package let role: Role?
    package let hasSecondFactor: Bool
    /// Whether they belong to another tenant too: where they are logged in is not this one's.
    package let isElsewhere: Bool
    /// Whether whoever asks may end them.
    package let mayEnd: Bool
    package internal(set) var sessions: [SessionListing]

    init(_ row: Row, for scope: Scope) throws {
        user = User(id: try row.decode(0), email: try row.string(1), name: try row.string(2))
        role = Role(rawValue: try row.string(3))
        hasSecondFactor = try row.decode(4)
        isElsewhere = try row.decode(5)
        mayEnd = !isElsewhere && (role != .owner || scope.permissions.contains(.manageOwners))
        sessions = []
    }
}
