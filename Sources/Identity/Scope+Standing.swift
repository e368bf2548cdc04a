import Kernel
import PostgresClient
import Tenancy

extension Scope {
    /// Looks once more whether the actor may do what they are about to, and keeps their membership
    /// as it is until the transaction ends: what takes a while to come to the database is not done
    /// for somebody who was dismissed on the way, and leaves nothing behind that nothing ends.
    ///
    /// - Parameter connection: as the owner of the shared tables.
    /// - Returns: the member; nil for whoever runs the installation, and for programs.
    /// - Throws: `TenancyError.notPermitted`.
    @discardableResult
    func confirm(
        _ permissions: Set<Permission>, on connection: isolated PostgresConnection
    ) throws -> ID<User>? {
        guard case .person(let id, _) = actor, let first = permissions.first else { return nil }
        let find: Query = """
            SELECT role FROM public.memberships
            WHERE user_id = \(id) AND tenant_id = \(tenant.id) FOR SHARE
            """
        guard let row = try connection.query(find).first else {
            let isOperator: Query = """
                SELECT EXISTS (SELECT FROM public.users WHERE id = \(id) AND is_operator)
                """
            guard try connection.query(isOperator).single().decode(0, as: Bool.self) else {
                throw TenancyError.notPermitted(first)
            }
            return nil
        }
        let may = Role(rawValue: try row.string(0))?.permissions ?? []
        if let missing = permissions.subtracting(may).first {
            throw TenancyError.notPermitted(missing)
        }
        return ID(id)
    }
}
