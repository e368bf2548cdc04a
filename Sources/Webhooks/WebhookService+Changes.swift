import Identity
package import Kernel
import PostgresClient
package import Tenancy

/// Changes within a transaction that others began, as the application's own login: the endpoints
/// stand in a table that all tenants share. Afterwards the login is in force again.
extension WebhookService {
    /// Adds an endpoint whose address was checked.
    ///
    /// - Throws: `WebhookError.tooMany`.
    package func create(
        _ scope: Scope, _ draft: WebhookDraft, on connection: isolated TenantConnection
    ) throws -> (endpoint: WebhookEndpoint, secret: WebhookSecret) {
        try confirm(scope, on: connection)
        let secret = WebhookSecret.random()
        let insert: Query = """
            INSERT INTO public.webhook_endpoints (tenant_id, url, description, types, made_by)
            SELECT \(scope.tenant.id), \(draft.url), \(draft.description),
                \(draft.types.map(\.rawValue)), \(optional: scope.actor.person)::bigint
            WHERE (SELECT count(*) FROM public.webhook_endpoints
                WHERE tenant_id = \(scope.tenant.id)) < \(Int64(Self.endpointsMax))
            RETURNING \(fragment: WebhookEndpoint.columns)
            """
        let recorded = AuditEvent(
            .webhookCreated, AuditObject(.webhook), after: Self.details(draft)
        ).record(scope.source, tenant: "\(scope.tenant.id)", with: insert, id: "result.id")
        guard let row = try connection.query(recorded).first else {
            throw WebhookError.tooMany(Self.endpointsMax)
        }
        let made = try WebhookEndpoint(row: row)
        let sealed = try box.seal(
            secret.bytes, for: .webhookSecret, row: made.id.rawValue, on: connection)
        let keep: Query = """
            UPDATE public.webhook_endpoints SET secret = \(PostgresValue.bytes(sealed))
            WHERE id = \(made.id)
            """
        try connection.execute(keep)
        try asTenant(scope, on: connection, WebhookStorage.subscribe(made.id, draft.types))
        return (made, secret)
    }

    /// An endpoint that nobody else changes until the transaction ends.
    ///
    /// - Throws: `WebhookError.unknown`, also for another tenant's.
    package func lock(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, on connection: isolated TenantConnection
    ) throws -> WebhookEndpoint {
        try confirm(scope, on: connection)
        let find: Query = """
            SELECT \(fragment: WebhookEndpoint.columns) FROM public.webhook_endpoints
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id) FOR UPDATE
            """
        guard let row = try connection.query(find).first else { throw WebhookError.unknown }
        return try WebhookEndpoint(row: row)
    }

    /// Gives an endpoint another address, which was checked, description and other events.
    package func change(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ draft: WebhookDraft,
        on connection: isolated TenantConnection
    ) throws {
        let update: Query = """
            UPDATE public.webhook_endpoints AS w SET url = \(draft.url),
                description = \(draft.description), types = \(draft.types.map(\.rawValue)),
                retry_at = '-infinity', made_by = CASE WHEN old.url = \(draft.url)
                    THEN w.made_by ELSE \(optional: scope.actor.person)::bigint END
            FROM public.webhook_endpoints AS old
            WHERE w.id = \(id) AND w.tenant_id = \(scope.tenant.id) AND old.id = w.id
            RETURNING old.url, old.types
            """
        try change(
            scope, id, update, .webhookChanged, after: Self.details(draft),
            earlier: """
                jsonb_build_object('url', \(fragment: RecordedAddress.stored), 'types',
                    to_jsonb(result.types))
                """,
            on: connection)
        try asTenant(scope, on: connection, WebhookStorage.subscribe(id, draft.types))
    }

    /// Pauses an endpoint, whose events wait then, or goes on with it.
    package func set(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ state: WebhookEndpoint.State,
        on connection: isolated TenantConnection
    ) throws {
        let update: Query = """
            UPDATE public.webhook_endpoints AS w SET state = \(state.rawValue),
                is_given_up = false, failing_since = NULL, failures = 0, retry_at = '-infinity',
                is_orphaned = w.is_orphaned AND \(state == .paused), made_by = CASE
                    WHEN \(state == .active) THEN \(optional: scope.actor.person)::bigint
                    ELSE w.made_by END
            FROM public.webhook_endpoints AS old
            WHERE w.id = \(id) AND w.tenant_id = \(scope.tenant.id) AND old.id = w.id
            RETURNING old.state
            """
        try change(
            scope, id, update, .webhookChanged, after: ["state": .text(state.rawValue)],
            earlier: "jsonb_build_object('state', result.state)", on: connection)
    }

    /// Removes an endpoint and all that was or was to be sent to it.
    package func remove(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, on connection: isolated TenantConnection
    ) throws {
        let delete: Query = """
            DELETE FROM public.webhook_endpoints
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id) RETURNING url
            """
        try change(
            scope, id, delete, .webhookRemoved, after: [:],
            earlier: "jsonb_build_object('url', \(fragment: RecordedAddress.stored))",
            on: connection)
        try asTenant(scope, on: connection, WebhookStorage.forget(id))
    }

    /// Gives an endpoint a new secret. The one before it signs too for a while.
    package func rotate(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, on connection: isolated TenantConnection
    ) throws -> WebhookSecret {
        try confirm(scope, on: connection)
        let secret = WebhookSecret.random()
        let seconds = Self.overlap / .seconds(1)
        let find: Query = """
            SELECT secret FROM public.webhook_endpoints
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id) FOR UPDATE
            """
        guard let row = try connection.query(find).first else { throw WebhookError.unknown }
        let old = try box.open(
            row.decode(0, as: [UInt8].self), of: .webhookSecret, row: id.rawValue)
        let sealed = try box.seal(
            secret.bytes, for: .webhookSecret, row: id.rawValue, on: connection)
        let kept = try box.seal(old, for: .oldWebhookSecret, row: id.rawValue, on: connection)
        let update: Query = """
            UPDATE public.webhook_endpoints SET secret = \(PostgresValue.bytes(sealed)),
                old_secret = \(PostgresValue.bytes(kept)),
                old_secret_until = now() + make_interval(secs => \(seconds))
            WHERE id = \(id)
            """
        try connection.execute(update)
        let event = AuditEvent(.webhookSecretRotated, AuditObject(.webhook, id))
        try connection.execute(event.record(scope.source, of: scope.tenant.id))
        return secret
    }

    /// An answer that shows a secret, as it is kept for whoever sends the request again.
    package func seal(
        _ answer: [UInt8], _ scope: Scope, on connection: isolated TenantConnection
    ) throws -> [UInt8] {
        try box.seal(answer, for: .keptAnswer, row: scope.tenant.id.rawValue, on: connection)
    }

    /// - Throws: `OnceError.keyUsed` where the key that it was encrypted with is gone.
    package func open(_ kept: [UInt8], _ scope: Scope) throws -> [UInt8] {
        do {
            return try box.open(kept, of: .keptAnswer, row: scope.tenant.id.rawValue)
        } catch is SecretError { throw OnceError.keyUsed }
    }

    /// Whoever was dismissed since their request was let in changes nothing. The membership comes
    /// before the endpoint: so it does where it ends, and with it what it kept going.
    ///
    /// - Throws: `TenancyError.notPermitted`.
    private func confirm(_ scope: Scope, on connection: isolated TenantConnection) throws {
        try scope.require(.manageWebhooks)
        try scope.confirm([.manageWebhooks], on: connection)
    }

    private func change(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ statement: Query, _ action: AuditAction,
        after: AuditDetails, earlier: Query, on connection: isolated TenantConnection
    ) throws {
        try confirm(scope, on: connection)
        let recorded = AuditEvent(action, AuditObject(.webhook, id), after: after).record(
            scope.source, tenant: "\(scope.tenant.id)", with: statement, earlier: earlier)
        guard try !connection.query(recorded).isEmpty else { throw WebhookError.unknown }
    }

    /// The tenant's schema has to agree with the shared table.
    private func asTenant(
        _ scope: Scope, on connection: isolated TenantConnection, _ queries: [Query]
    ) throws {
        _ = try connection.query(TenantDatabase.writing(scope))
        for query in queries { try connection.execute(query) }
        _ = try connection.query(TenantDatabase.leaving)
    }

    private static func details(_ draft: WebhookDraft) -> AuditDetails {
        [
            "url": .text(RecordedAddress.text(draft.url)),
            "types": .list(draft.types.map { .text($0.rawValue) }),
        ]
    }
}
