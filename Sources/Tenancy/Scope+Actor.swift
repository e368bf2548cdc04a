import PostgresClient

/// Whether whoever acts is still there.
extension Scope {
    /// Holds whoever acts until the transaction ends, before something is written that bears their
    /// name: what takes long may end when they have been erased, and nothing would find it then.
    ///
    /// - Throws: `TenancyError.notPermitted` where they, or the key, are gone.
    package func holdActor(
        for permission: Permission, on connection: isolated TenantConnection
    ) throws {
        let find: Query = "SELECT public.actor_held(\(actor.auditKind), \(actor.auditID))"
        guard try connection.query(find).single().decode(0, as: Bool.self) else {
            throw TenancyError.notPermitted(permission)
        }
    }
}
