import Kernel
import Logging
import Outbound
import PostgresClient
import Tenancy

/// One attempt, and what is written down of it.
extension WebhookSender {
    func send(_ delivery: WebhookDelivery, to target: WebhookTarget) async {
        let result = await attempt(delivery, to: target)
        let pause =
            result.isDelivered
            ? nil
            : WebhookPatience.pause(
                afterAttempt: delivery.attempts, chance: .random(in: 0...1))
        do {
            // Its health first: the next attempt must know of it.
            try await note(result, of: target)
            let scope = Scope.unrestricted(target.tenant, actor: .system)
            let finish = WebhookStorage.finish(delivery, result, by: server, pause: pause)
            _ = try await database.writeAside(scope, [finish])
        } catch {
            // It is sent again when nobody has heard of us for a while.
            logger.warning(
                "What became of a webhook could not be written down",
                metadata: ["delivery.id": "\(delivery.id)", "error": "\(error)"])
        }
    }

    private func attempt(_ delivery: WebhookDelivery, to target: WebhookTarget) async
        -> WebhookResult
    {
        let body = delivery.event.body(tenant: target.tenant.name.text)
        let signature = WebhookSecret.signature(
            of: body, at: Instant.now().unixSeconds, with: target.secrets)
        let started = ContinuousClock.now
        var answer: OutboundAnswer?
        var problem: String?
        do {
            answer = try await client.post(
                target.endpoint.url, body: body, type: "application/json",
                headers: [
                    ("User-Agent", "Countinghouse-Webhooks/1"),
                    ("Countinghouse-Event", delivery.event.type),
                    ("Countinghouse-Delivery", "\(delivery.id)"),
                    ("Countinghouse-Signature", signature),
                ])
        } catch { problem = Self.sentence(error) }
        let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
        if let status = answer?.status, !(200...299).contains(status) {
            problem =
                (300...399).contains(status)
                ? "It answered with status \(status); nobody is followed elsewhere."
                : "It answered with status \(status)."
        }
        return WebhookResult(
            status: answer?.status, milliseconds: milliseconds, error: problem,
            excerpt: answer.flatMap { WebhookResult.excerpt($0.body) })
    }

    /// Whether a host is unknown or only not allowed is not told.
    private static func sentence(_ error: any Error) -> String {
        switch error as? OutboundError {
        case .notAllowed(let host), .unknownHost(let host):
            WebhookError.urlNotAllowed(host: host).userMessage
        case .some(let known): known.userMessage
        case .none: "It could not be sent."
        }
    }

    /// How an endpoint does: what fails is left alone for a while, and paused after days.
    private func note(_ result: WebhookResult, of target: WebhookTarget) async throws {
        let (pool, endpoint) = (database.pool, target.endpoint)
        if result.isDelivered {
            guard endpoint.failures > 0 else { return }
            try await pool.execute(
                """
                UPDATE public.webhook_endpoints SET failing_since = NULL, failures = 0,
                    retry_at = '-infinity'
                WHERE id = \(endpoint.id)
                """)
            return
        }
        let rest = WebhookPatience.rest(afterFailures: endpoint.failures + 1) / .seconds(1)
        try await pool.execute(
            """
            UPDATE public.webhook_endpoints SET failing_since = coalesce(failing_since, now()),
                failures = failures + 1,
                retry_at = greatest(retry_at, now() + make_interval(secs => \(rest)))
            WHERE id = \(endpoint.id)
            """)
        let give: Query = """
            UPDATE public.webhook_endpoints SET state = 'paused', is_given_up = true
            WHERE id = \(endpoint.id) AND state = 'active'
                AND failing_since < now() - make_interval(days => \(Int32(WebhookPatience.endpointDays)))
            RETURNING id, failing_since
            """
        let recorded = AuditEvent(.webhookPaused, AuditObject(.webhook, endpoint.id)).record(
            AuditSource(.system), tenant: "\(target.tenant.id)", with: give,
            outcome: "jsonb_build_object('reason', 'failed', 'failing_since', result.failing_since)"
        )
        let isPaused = try await pool.transaction { connection in
            guard try !connection.query(recorded).isEmpty else { return false }
            try mail?.tellOfPausedWebhook(
                target.tenant, host: (try? OutboundTarget(endpoint.url))?.host ?? "its address",
                days: WebhookPatience.endpointDays, path: "/admin/webhooks/\(endpoint.id)/",
                on: connection, at: Instant.now())
            return true
        }
        if isPaused {
            logger.warning(
                "A webhook that failed for days is paused",
                metadata: ["webhook.id": "\(endpoint.id)", "tenant.id": "\(target.tenant.id)"])
        }
    }
}
