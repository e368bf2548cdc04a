package import Jobs
package import Kernel
import PostgresClient
package import Tenancy

/// What was sent, and sending it again.
extension WebhookService {
    private static let replayBatch = 500

    /// What is noted of a job that sends again what failed.
    struct Replay: Codable {
        let endpoint: Int64
        let since: Int64
    }

    /// The newest first.
    ///
    /// - Parameter after: the last one of the page before.
    package func deliveries(
        _ scope: Scope, _ filter: WebhookDeliveryFilter, after: ID<WebhookDelivery>? = nil,
        limit: Int
    ) async throws -> (deliveries: [WebhookDelivery], hasMore: Bool) {
        try scope.require(.manageWebhooks)
        let rows = try await database.read(
            scope,
            """
            SELECT \(fragment: WebhookStorage.columns)
            FROM webhook_delivery AS d JOIN webhook_event AS e ON e.no = d.event_no
            WHERE (\(optional: filter.endpoint)::bigint IS NULL
                    OR d.endpoint_id = \(optional: filter.endpoint))
                AND (\(optional: filter.state?.rawValue)::text IS NULL
                    OR d.state = \(optional: filter.state?.rawValue))
                AND (\(optional: filter.type)::text IS NULL OR e.type = \(optional: filter.type))
                AND (\(optional: after)::bigint IS NULL OR d.id < \(optional: after))
            ORDER BY d.id DESC LIMIT \(Int64(limit + 1))
            """)
        let found = try rows.map { try WebhookStorage.delivery($0) }
        return (Array(found.prefix(limit)), found.count > limit)
    }

    /// Those of one endpoint.
    ///
    /// - Throws: `WebhookError.unknown`.
    package func deliveries(
        _ scope: Scope, of endpoint: ID<WebhookEndpoint>, state: WebhookDelivery.State? = nil,
        after: ID<WebhookDelivery>? = nil, limit: Int
    ) async throws -> (deliveries: [WebhookDelivery], hasMore: Bool) {
        _ = try await find(scope, endpoint)
        return try await deliveries(
            scope, WebhookDeliveryFilter(endpoint: endpoint, state: state), after: after,
            limit: limit)
    }

    /// - Throws: `WebhookError.unknownDelivery`.
    package func delivery(
        _ scope: Scope, _ id: ID<WebhookDelivery>
    ) async throws -> WebhookDelivery {
        try scope.require(.manageWebhooks)
        return try Self.only(await database.read(scope, WebhookStorage.one(id)))
    }

    /// The same within a transaction of the tenant's.
    package func delivery(
        _ scope: Scope, _ id: ID<WebhookDelivery>, on connection: isolated TenantConnection
    ) throws -> WebhookDelivery {
        try scope.require(.manageWebhooks)
        return try Self.only(try connection.query(WebhookStorage.one(id)))
    }

    /// How often deliveries were sent, each time with what came back, the first time first.
    package func attempts(
        _ scope: Scope, of deliveries: [ID<WebhookDelivery>]
    ) async throws -> [ID<WebhookDelivery>: [WebhookAttempt]] {
        try scope.require(.manageWebhooks)
        return try Self.attempts(
            await database.read(scope, WebhookStorage.attempts(deliveries)))
    }

    /// The same of one, within a transaction of the tenant's.
    package func attempts(
        _ scope: Scope, of delivery: ID<WebhookDelivery>, on connection: isolated TenantConnection
    ) throws -> [WebhookAttempt] {
        try scope.require(.manageWebhooks)
        let rows = try connection.query(WebhookStorage.attempts([delivery]))
        return try Self.attempts(rows)[delivery] ?? []
    }

    private static func attempts(
        _ rows: Rows
    ) throws -> [ID<WebhookDelivery>: [WebhookAttempt]] {
        var found: [ID<WebhookDelivery>: [WebhookAttempt]] = [:]
        for row in rows {
            let attempt = WebhookAttempt(
                startedAt: try row.decode(1), milliseconds: Int(try row.int32(2)),
                status: try row.decode(3, as: Int32?.self).map(Int.init),
                error: try row.decode(4, as: String?.self))
            found[ID(try row.int64(0)), default: []].append(attempt)
        }
        return found
    }

    private static func only(_ rows: Rows) throws -> WebhookDelivery {
        guard let row = rows.first else { throw WebhookError.unknownDelivery }
        return try WebhookStorage.delivery(row)
    }

    /// Sends an event that says nothing, to see whether it arrives.
    package func test(
        _ scope: Scope, _ id: ID<WebhookEndpoint>
    ) async throws -> ID<WebhookDelivery> {
        _ = try await find(scope, id)
        return try await database.transaction(scope) { try test(scope, id, on: $0) }
    }

    /// The same within a transaction of the tenant's, of an endpoint that was found.
    package func test(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, on connection: isolated TenantConnection
    ) throws -> ID<WebhookDelivery> {
        try scope.require(.manageWebhooks)
        let data = #"{"message":"This is a test of your webhook."}"#
        let emit: Query = "SELECT webhook_emit_test(\(id), \(data)::text::json) AS id"
        let recorded = AuditEvent(.webhookTested, AuditObject(.webhook, id)).record(
            scope, with: emit)
        return try connection.query(recorded).single().decode(0)
    }

    /// Sends something again that was delivered or has failed.
    ///
    /// - Throws: `WebhookError.unknownDelivery`, `.underWay`.
    package func replay(_ scope: Scope, _ id: ID<WebhookDelivery>) async throws {
        try await database.transaction(scope) { try replay(scope, id, on: $0) }
    }

    /// The same within a transaction of the tenant's.
    package func replay(
        _ scope: Scope, _ id: ID<WebhookDelivery>, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.manageWebhooks)
        let recorded = AuditEvent(
            .webhookReplayed, AuditObject(.webhook), after: ["delivery": .text("\(id)")]
        ).record(scope, with: WebhookStorage.replay(id), id: "result.endpoint_id")
        guard try connection.query(recorded).isEmpty else { return }
        _ = try delivery(scope, id, on: connection)
        throw WebhookError.underWay
    }

    /// Has a job send again all that failed since a time.
    ///
    /// - Returns: nil where one waits that does the same.
    /// - Throws: `WebhookError.unknown`, `.sinceInFuture`.
    package func replayFailed(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, since start: Instant, now: Instant
    ) async throws -> ID<Job>? {
        try await database.pool.transaction {
            try replayFailed(scope, id, since: start, now: now, on: $0)
        }
    }

    /// The same within a transaction of the application's own login.
    package func replayFailed(
        _ scope: Scope, _ id: ID<WebhookEndpoint>, since start: Instant, now: Instant,
        on connection: isolated TenantConnection
    ) throws -> ID<Job>? {
        let endpoint = try lock(scope, id, on: connection)
        guard start <= now else { throw WebhookError.sinceInFuture }
        let draft = try JobDraft(
            replaying, tenant: scope.tenant.id,
            payload: Replay(
                endpoint: endpoint.id.rawValue, since: start.microsecondsSince2000),
            uniqueKey: "\(id) \(start)")
        let event = AuditEvent(
            .webhookReplayed, AuditObject(.webhook, id), after: ["since": .text("\(start)")])
        let job = try JobQueue.add(draft, on: connection)
        try connection.execute(event.record(scope.source, of: scope.tenant.id))
        return job
    }

    /// The job that does so.
    package var replaying: JobKind {
        JobKind(
            "webhooks.replay", title: "Send failed webhooks again", isOfTenant: true,
            payload: Replay.self
        ) { [self] replay, job in
            guard let tenant = try await tenant(job.tenant) else { return }
            let scope = Scope.unrestricted(tenant, actor: .system)
            var last: Int64 = 0
            while true {
                try Task.checkCancellation()
                let batch = WebhookStorage.replayFailed(
                    ID(replay.endpoint), since: Instant(microsecondsSince2000: replay.since),
                    from: last, count: Self.replayBatch)
                let row = try await database.write(scope, [batch])[0].single()
                guard try row.int64(1) > 0 else { return }
                last = try row.int64(0)
            }
        }
    }

    private func tenant(_ id: ID<Tenant>?) async throws -> Tenant? {
        try await TenantDirectory(pool: database.pool).all().first { $0.id == id }
    }
}
