package import Kernel
package import PostgresClient

/// The statements that record an event. They run in the transaction of what they record, so that
/// both are there or neither.
extension AuditEvent {
    /// Records it with the tenant's role, as all of `TenantDatabase` runs.
    package func record(_ scope: Scope) -> Query {
        "SELECT \(fragment: call(scope, id: nil, outcome: nil))"
    }

    /// Runs a statement that returns one row and records the event with what it returned, in one
    /// round trip; where it returns no row, nothing was done and nothing is recorded.
    ///
    /// - Parameters:
    ///   - statement: its row is called `result` in what follows.
    ///   - id: the object's id as text, where it is known only now.
    ///   - outcome: a `jsonb` object that is added to what is afterwards.
    package func record(
        _ scope: Scope, with statement: Query, id: Query? = nil, outcome: Query? = nil
    ) -> Query {
        """
        WITH result AS MATERIALIZED (\(fragment: statement))
        SELECT result.*, \(fragment: call(scope, id: id, outcome: outcome)) FROM result
        """
    }

    /// Records it with the application's login or as the owner.
    ///
    /// - Parameter tenant: nil for what concerns no tenant, or the whole installation.
    package func record(_ source: AuditSource, of tenant: ID<Tenant>?) -> Query {
        let id: Query = "\(tenant)::bigint"
        return "SELECT \(fragment: call(source, tenant: id, id: nil, outcome: nil))"
    }

    /// The same with a statement, as above.
    ///
    /// - Parameter tenant: the id of the tenant, or `NULL`.
    package func record(
        _ source: AuditSource, tenant: Query, with statement: Query, id: Query? = nil,
        outcome: Query? = nil
    ) -> Query {
        """
        WITH result AS MATERIALIZED (\(fragment: statement))
        SELECT result.*, \(fragment: call(source, tenant: tenant, id: id, outcome: outcome))
        FROM result
        """
    }

    private func call(_ scope: Scope, id: Query?, outcome: Query?) -> Query {
        """
        public.audit_tenant(\(scope.actor.auditKind), \(scope.actor.auditID),
            \(action.rawValue), \(object?.kind.rawValue), \(fragment: idText(id)),
            \(before.json)::json, \(fragment: afterwards(outcome)), \(scope.origin.address),
            \(scope.origin.requestID))
        """
    }

    private func call(
        _ source: AuditSource, tenant: Query, id: Query?, outcome: Query?
    ) -> Query {
        """
        public.audit_shared(\(fragment: tenant), \(source.actor.auditKind),
            \(source.actor.auditID), \(action.rawValue), \(object?.kind.rawValue),
            \(fragment: idText(id)), \(object?.name), \(before.json)::json,
            \(fragment: afterwards(outcome)), \(source.origin.address),
            \(source.origin.requestID))
        """
    }

    private func idText(_ given: Query?) -> Query {
        if let given { return "(\(fragment: given))::text" }
        return "\(object?.id)::text"
    }

    private func afterwards(_ outcome: Query?) -> Query {
        guard let outcome else { return "\(after.json)::json" }
        return "(\(after.json ?? "{}")::jsonb || \(fragment: outcome))::json"
    }
}
