package import Identity
package import Kernel
package import Outbound
import PostgresClient
package import Tenancy

/// A tenant's endpoints and what was sent to them, for its owners and administrators.
package struct WebhookService: Sendable {
    package static let endpointsMax = 20
    /// How long a secret that was replaced signs too.
    package static let overlap: Duration = .seconds(86_400)

    let database: TenantDatabase
    let box: SecretBox
    let limits: OutboundGuard

    package init(database: TenantDatabase, box: SecretBox, guard limits: OutboundGuard) {
        self.database = database
        self.box = box
        self.limits = limits
    }

    package func list(_ scope: Scope) async throws -> [WebhookEndpoint] {
        try scope.require(.manageWebhooks)
        return try await database.pool.query(
            """
            SELECT \(fragment: WebhookEndpoint.columns) FROM public.webhook_endpoints
            WHERE tenant_id = \(scope.tenant.id) ORDER BY id
            """
        ).decode()
    }

    /// - Throws: `WebhookError.unknown`, also for another tenant's.
    package func find(_ scope: Scope, _ id: ID<WebhookEndpoint>) async throws -> WebhookEndpoint {
        try scope.require(.manageWebhooks)
        let found: [WebhookEndpoint] = try await database.pool.query(
            """
            SELECT \(fragment: WebhookEndpoint.columns) FROM public.webhook_endpoints
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
            """
        ).decode()
        guard let endpoint = found.first else { throw WebhookError.unknown }
        return endpoint
    }

    /// Adds an endpoint. Its secret is in the answer and nowhere else.
    ///
    /// - Throws: `WebhookError.urlNotAllowed`, `.tooMany`.
    package func create(
        _ scope: Scope, _ draft: WebhookDraft
    ) async throws -> (id: ID<WebhookEndpoint>, secret: WebhookSecret) {
        try scope.require(.manageWebhooks)
        try await check(draft.target)
        let secret = WebhookSecret.random()
        let insert: Query = """
            INSERT INTO public.webhook_endpoints (tenant_id, url, description, types)
            SELECT \(scope.tenant.id), \(draft.url), \(draft.description),
                \(draft.types.map(\.rawValue))
            WHERE (SELECT count(*) FROM public.webhook_endpoints
                WHERE tenant_id = \(scope.tenant.id)) < \(Int64(Self.endpointsMax))
            RETURNING id
            """
        let recorded = AuditEvent(
            .webhookCreated, AuditObject(.webhook), after: Self.details(draft)
        ).record(scope.source, tenant: "\(scope.tenant.id)", with: insert, id: "result.id")
        let id: ID<WebhookEndpoint> = try await database.pool.transaction { connection in
            guard let row = try connection.query(recorded).first else {
                throw WebhookError.tooMany(Self.endpointsMax)
            }
            let id: ID<WebhookEndpoint> = try row.decode(0)
            let sealed = try box.seal(
                secret.bytes, for: .webhookSecret, row: id.rawValue, on: connection)
            let keep: Query = """
                UPDATE public.webhook_endpoints SET secret = \(PostgresValue.bytes(sealed))
                WHERE id = \(id)
                """
            try connection.execute(keep)
            try become(scope, on: connection, WebhookStorage.subscribe(id, draft.types))
            return id
        }
        return (id, secret)
    }

    /// Gives an endpoint another address, description and other events.
    package func change(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ draft: WebhookDraft
    ) async throws {
        try scope.require(.manageWebhooks)
        try await check(draft.target)
        let update: Query = """
            UPDATE public.webhook_endpoints AS w SET url = \(draft.url),
                description = \(draft.description), types = \(draft.types.map(\.rawValue)),
                retry_at = '-infinity'
            FROM public.webhook_endpoints AS old
            WHERE w.id = \(id) AND w.tenant_id = \(scope.tenant.id) AND old.id = w.id
            RETURNING old.url, old.types
            """
        try await change(
            scope, id, update, .webhookChanged, after: Self.details(draft),
            earlier: "jsonb_build_object('url', result.url, 'types', to_jsonb(result.types))",
            then: WebhookStorage.subscribe(id, draft.types))
    }

    /// Pauses an endpoint, whose events wait then, or goes on with it.
    package func set(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ state: WebhookEndpoint.State
    ) async throws {
        let update: Query = """
            UPDATE public.webhook_endpoints AS w SET state = \(state.rawValue),
                is_given_up = false, failing_since = NULL, failures = 0, retry_at = '-infinity'
            FROM public.webhook_endpoints AS old
            WHERE w.id = \(id) AND w.tenant_id = \(scope.tenant.id) AND old.id = w.id
            RETURNING old.state
            """
        try await change(
            scope, id, update, .webhookChanged, after: ["state": .text(state.rawValue)],
            earlier: "jsonb_build_object('state', result.state)", then: [])
    }

    /// Removes an endpoint and all that was or was to be sent to it.
    package func remove(_ scope: Scope, _ id: ID<WebhookEndpoint>) async throws {
        let delete: Query = """
            DELETE FROM public.webhook_endpoints
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id) RETURNING url
            """
        try await change(
            scope, id, delete, .webhookRemoved, after: [:],
            earlier: "jsonb_build_object('url', result.url)", then: WebhookStorage.forget(id))
    }

    /// Gives an endpoint a new secret. The one before it signs too for a while.
    package func rotate(
        _ scope: Scope, _ id: ID<WebhookEndpoint>
    ) async throws -> WebhookSecret {
        try scope.require(.manageWebhooks)
        let secret = WebhookSecret.random()
        let seconds = Self.overlap / .seconds(1)
        try await database.pool.transaction { connection in
            let find: Query = """
                SELECT secret FROM public.webhook_endpoints
                WHERE id = \(id) AND tenant_id = \(scope.tenant.id) FOR UPDATE
                """
            guard let row = try connection.query(find).first else { throw WebhookError.unknown }
            let old = try box.open(
                row.decode(0, as: [UInt8].self), of: .webhookSecret, row: id.rawValue)
            let sealed = try box.seal(
                secret.bytes, for: .webhookSecret, row: id.rawValue, on: connection)
            let kept = try box.seal(
                old, for: .oldWebhookSecret, row: id.rawValue, on: connection)
            let update: Query = """
                UPDATE public.webhook_endpoints SET secret = \(PostgresValue.bytes(sealed)),
                    old_secret = \(PostgresValue.bytes(kept)),
                    old_secret_until = now() + make_interval(secs => \(seconds))
                WHERE id = \(id)
                """
            try connection.execute(update)
            let event = AuditEvent(.webhookSecretRotated, AuditObject(.webhook, id))
            try connection.execute(event.record(scope.source, of: scope.tenant.id))
        }
        return secret
    }

    private func change(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ statement: Query, _ action: AuditAction,
        after: AuditDetails, earlier: Query, then queries: [Query]
    ) async throws {
        try scope.require(.manageWebhooks)
        let recorded = AuditEvent(action, AuditObject(.webhook, id), after: after).record(
            scope.source, tenant: "\(scope.tenant.id)", with: statement, earlier: earlier)
        try await database.pool.transaction { connection in
            guard try !connection.query(recorded).isEmpty else { throw WebhookError.unknown }
            try become(scope, on: connection, queries)
        }
    }

    /// The rest of the transaction is the tenant's: its schema has to agree with the shared table.
    private func become(
        _ scope: Scope, on connection: isolated PostgresConnection, _ queries: [Query]
    ) throws {
        guard !queries.isEmpty else { return }
        _ = try connection.query(TenantDatabase.writing(scope))
        for query in queries { try connection.execute(query) }
    }

    private func check(_ target: OutboundTarget) async throws {
        do { _ = try await limits.address(of: target) } catch {
            throw WebhookError.urlNotAllowed(host: target.host)
        }
    }

    private static func details(_ draft: WebhookDraft) -> AuditDetails {
        [
            "url": .text(draft.url),
            "types": .list(draft.types.map { .text($0.rawValue) }),
        ]
    }
}
