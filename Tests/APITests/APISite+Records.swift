import PostgresClient

extension APISite {
    /// How often something was done in our tenant, as its records say.
    func records(_ action: String) async throws -> Int64 {
        try await books.pool.query(
            """
            SELECT count(*) FROM public.audit_events
            WHERE tenant_id = \(scope.tenant.id) AND action = \(action)
            """
        ).single().int64(0)
    }
}
