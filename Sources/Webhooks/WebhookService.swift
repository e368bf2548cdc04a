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
        try await check(scope, draft)
        return try await database.pool.transaction { connection in
            let made = try create(scope, draft, on: connection)
            return (made.endpoint.id, made.secret)
        }
    }

    /// Gives an endpoint another address, description and other events.
    package func change(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ draft: WebhookDraft
    ) async throws {
        try await check(scope, draft)
        try await database.pool.transaction { try change(scope, id, draft, on: $0) }
    }

    /// Pauses an endpoint, whose events wait then, or goes on with it.
    package func set(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, _ state: WebhookEndpoint.State
    ) async throws {
        try await database.pool.transaction { try set(scope, id, state, on: $0) }
    }

    /// Removes an endpoint and all that was or was to be sent to it.
    package func remove(_ scope: Scope, _ id: ID<WebhookEndpoint>) async throws {
        try await database.pool.transaction { try remove(scope, id, on: $0) }
    }

    /// Gives an endpoint a new secret. The one before it signs too for a while.
    package func rotate(
        _ scope: Scope, _ id: ID<WebhookEndpoint>
    ) async throws -> WebhookSecret {
        try await database.pool.transaction { try rotate(scope, id, on: $0) }
    }

    /// Whether events may be sent there at all.
    ///
    /// - Throws: `WebhookError.urlNotAllowed`.
    package func check(_ scope: Scope, _ draft: WebhookDraft) async throws {
        try scope.require(.manageWebhooks)
        do { _ = try await limits.address(of: draft.target) } catch {
            throw WebhookError.urlNotAllowed(host: draft.target.host)
        }
    }
}
