package import Kernel
package import PostgresClient
package import Tenancy

extension Scope {
    /// Looks once more whether the actor may do what they are about to, and keeps their membership
    /// as it is until the transaction ends: what takes a while to come to the database is not done
    /// for somebody who was dismissed on the way, and leaves nothing behind that nothing ends. Who
    /// came in as a member is looked for as that alone: being an operator besides lends nobody the
    /// permissions of a membership that has ended.
    ///
    /// The membership comes before whatever else is locked, as in its end.
    ///
    /// - Parameter connection: as the owner of the shared tables, or as the application's login.
    /// - Returns: the member; nil for whoever runs the installation, which acts by them, and for
    ///   programs. What they make hangs on no membership, and who it was is on record.
    /// - Throws: `TenancyError.notPermitted`.
    @discardableResult
    package func confirm(
        _ permissions: Set<Permission>, on connection: isolated PostgresConnection
    ) throws -> ID<User>? {
        guard case .person(let id, _) = actor, let first = permissions.first else { return nil }
        guard basis == .membership else {
            let isOperator: Query = """
                SELECT EXISTS (SELECT FROM public.users WHERE id = \(id) AND is_operator)
                """
            guard try connection.query(isOperator).single().decode(0, as: Bool.self) else {
                throw TenancyError.notPermitted(first)
            }
            return nil
        }
        let find: Query = "SELECT public.membership_held(\(id), \(tenant.id))"
        guard let role = try connection.query(find).single().decode(0, as: String?.self) else {
            throw TenancyError.notPermitted(first)
        }
        let may = Role(rawValue: role)?.permissions ?? []
        if let missing = permissions.subtracting(may).first {
            throw TenancyError.notPermitted(missing)
        }
        return ID(id)
    }
}
