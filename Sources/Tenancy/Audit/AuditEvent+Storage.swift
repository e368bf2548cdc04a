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
    ///   - earlier: the same for what was before; it sees the rows as the statement found them.
    package func record(
        _ scope: Scope, with statement: Query, id: Query? = nil, outcome: Query? = nil,
        earlier: Query? = nil
    ) -> Query {
        """
        WITH result AS MATERIALIZED (\(fragment: statement))
        SELECT result.*, \(fragment: call(scope, id: id, outcome: outcome, earlier: earlier))
        FROM result
        """
    }

    /// Runs a statement whose one row has `ids`, and records of each of these, in their order, the
    /// event at its place. Returns a row with each id, in that order.
    ///
    /// - Parameters:
    ///   - events: with who did each; all of one tenant. What was before them is not recorded.
    ///   - outcome: a `jsonb` object that is added to what is afterwards; `made.id` is the id.
    package static func record(
        _ events: [(scope: Scope, event: AuditEvent)], with statement: Query, outcome: Query
    ) -> Query {
        """
        WITH result AS MATERIALIZED (\(fragment: statement))
        SELECT made.id, public.audit_tenant(made.actor_kind, made.actor_id, made.action,
            made.object_kind, made.id::text, NULL,
            (made.after::jsonb || \(fragment: outcome))::json, made.address, made.request_id)
        FROM result, unnest(result.ids, \(events.map(\.scope.actor.auditKind)),
            \(events.map(\.scope.actor.auditID)), \(events.map(\.event.action.rawValue)),
            \(events.map(\.event.object?.kind.rawValue)),
            \(events.map { $0.event.after.json ?? "{}" }), \(events.map(\.scope.origin.address)),
            \(events.map(\.scope.origin.requestID))) WITH ORDINALITY
            AS made (id, actor_kind, actor_id, action, object_kind, after, address, request_id, no)
        ORDER BY made.no
        """
    }

    /// Records it with the application's login or as the owner.
    ///
    /// - Parameter tenant: nil for what concerns no tenant, or the whole installation.
    package func record(_ source: AuditSource, of tenant: ID<Tenant>?) -> Query {
        record(source, tenant: "\(tenant)::bigint")
    }

    /// The same where the database finds the tenant.
    ///
    /// - Parameter tenant: its id, or `NULL`.
    package func record(_ source: AuditSource, tenant: Query) -> Query {
        "SELECT \(fragment: call(source, tenant: tenant, id: nil, outcome: nil))"
    }

    /// The same once for each tenant that the database finds.
    ///
    /// - Parameter tenants: a query of `tenant_id`, or `NULL` for none.
    package func record(_ source: AuditSource, eachOf tenants: Query) -> Query {
        let call = call(source, tenant: "concerned.tenant_id", id: nil, outcome: nil)
        return "SELECT \(fragment: call) FROM (\(fragment: tenants)) AS concerned"
    }

    /// The same with a statement, as above.
    ///
    /// - Parameter tenant: the id of the tenant, or `NULL`.
    package func record(
        _ source: AuditSource, tenant: Query, with statement: Query, id: Query? = nil,
        outcome: Query? = nil, earlier: Query? = nil
    ) -> Query {
        let call = call(source, tenant: tenant, id: id, outcome: outcome, earlier: earlier)
        return """
            WITH result AS MATERIALIZED (\(fragment: statement))
            SELECT result.*, \(fragment: call) FROM result
            """
    }

    private func call(
        _ scope: Scope, id: Query?, outcome: Query?, earlier: Query? = nil
    ) -> Query {
        """
        public.audit_tenant(\(scope.actor.auditKind), \(scope.actor.auditID),
            \(action.rawValue), \(object?.kind.rawValue), \(fragment: idText(id)),
            \(fragment: Self.json(before, earlier)), \(fragment: Self.json(after, outcome)),
            \(scope.origin.address),
            \(scope.origin.requestID))
        """
    }

    private func call(
        _ source: AuditSource, tenant: Query, id: Query?, outcome: Query?, earlier: Query? = nil
    ) -> Query {
        """
        public.audit_shared(\(fragment: tenant), \(source.actor.auditKind),
            \(source.actor.auditID), \(action.rawValue), \(object?.kind.rawValue),
            \(fragment: idText(id)), \(object?.name),
            \(fragment: Self.json(before, earlier)), \(fragment: Self.json(after, outcome)), \(source.origin.address),
            \(source.origin.requestID))
        """
    }

    private func idText(_ given: Query?) -> Query {
        if let given { return "(\(fragment: given))::text" }
        return "\(object?.id)::text"
    }

    private static func json(_ known: AuditDetails, _ found: Query?) -> Query {
        guard let found else { return "\(known.json)::json" }
        return "(\(known.json ?? "{}")::jsonb || coalesce(\(fragment: found), '{}'))::json"
    }
}
