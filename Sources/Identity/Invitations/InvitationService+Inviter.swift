import Kernel
import PostgresClient
import Tenancy

/// Who stands for an invitation.
extension InvitationService {
    /// The member who invites; nil for whoever runs the installation. Their membership is locked
    /// and looked at once more, so that nobody who is dismissed at this moment leaves an
    /// invitation behind that nothing ends.
    ///
    /// - Throws: `TenancyError.notPermitted`.
    static func inviter(
        _ scope: Scope, _ role: Role?, on connection: isolated PostgresConnection
    ) throws -> ID<User>? {
        guard case .person(let id, _) = scope.actor else { return nil }
        let find: Query = """
            SELECT role FROM public.memberships
            WHERE user_id = \(id) AND tenant_id = \(scope.tenant.id) FOR SHARE
            """
        guard let row = try connection.query(find).first else {
            let isOperator: Query = """
                SELECT EXISTS (SELECT FROM public.users WHERE id = \(id) AND is_operator)
                """
            guard try connection.query(isOperator).single().decode(0, as: Bool.self) else {
                throw TenancyError.notPermitted(.manageMembers)
            }
            return nil
        }
        let may = Role(rawValue: try row.string(0))?.permissions ?? []
        let needed: Permission = role == .owner ? .manageOwners : .manageMembers
        guard may.contains(needed) else { throw TenancyError.notPermitted(needed) }
        return ID(id)
    }
}
