import Kernel
import PostgresClient

/// The statements of the outbox, which run with the tenant's role.
enum WebhookStorage {
    /// How long whoever sends something is believed to be alive: longer than one attempt.
    static let lease = "60 seconds"
    static let keptDays = 30
    /// More come only of what was sent again by hand.
    static let attemptsShown: Int64 = 100

    /// What is read of a delivery `d` and its event `e`, in the order in which it is decoded.
    static let columns: Query = """
        d.id, d.endpoint_id, d.state, d.attempts, d.created_at, d.next_at, d.finished_at, d.status,
        d.duration_ms, d.error, d.excerpt, e.id::text, e.type, e.object_kind, e.object_id,
        e.sequence, e.recorded_at, e.data::text
        """

    static func delivery(_ row: Row) throws(PostgresError) -> WebhookDelivery {
        guard let state = WebhookDelivery.State(rawValue: try row.string(2)) else {
            throw .protocolViolation("webhook_delivery: an unknown state")
        }
        let event = WebhookEvent(
            id: try row.string(11), type: try row.string(12), objectKind: try row.string(13),
            objectID: try row.int64(14), sequence: Int(try row.int32(15)),
            recordedAt: try row.decode(16), data: try row.string(17))
        return WebhookDelivery(
            id: ID(try row.int64(0)), endpoint: ID(try row.int64(1)), event: event, state: state,
            attempts: Int(try row.int32(3)), createdAt: try row.decode(4),
            nextAt: try row.decode(5), finishedAt: try row.decode(6, as: Instant?.self),
            status: try row.decode(7, as: Int32?.self).map(Int.init),
            milliseconds: try row.decode(8, as: Int32?.self).map(Int.init),
            error: try row.decode(9, as: String?.self),
            excerpt: try row.decode(10, as: String?.self))
    }

    static func one(_ delivery: ID<WebhookDelivery>) -> Query {
        """
        SELECT \(fragment: columns)
        FROM webhook_delivery AS d JOIN webhook_event AS e ON e.no = d.event_no
        WHERE d.id = \(delivery)
        """
    }

    /// How often deliveries were sent: of each the last times, in their order.
    static func attempts(_ deliveries: [ID<WebhookDelivery>]) -> Query {
        """
        SELECT d.id, a.started_at, a.duration_ms, a.status, a.error
        FROM unnest(\(deliveries.map(\.rawValue))) AS d (id)
        CROSS JOIN LATERAL (
            SELECT * FROM webhook_attempt WHERE delivery_id = d.id
            ORDER BY id DESC LIMIT \(attemptsShown)
        ) AS a
        ORDER BY a.id
        """
    }

    /// Which events an endpoint wants.
    static func subscribe(
        _ endpoint: ID<WebhookEndpoint>, _ types: [WebhookEventType]
    ) -> [Query] {
        [
            "DELETE FROM webhook_subscription WHERE endpoint_id = \(endpoint)",
            """
            INSERT INTO webhook_subscription (endpoint_id, type)
            SELECT \(endpoint), unnest(\(types.map(\.rawValue))::text[])
            """,
        ]
    }

    static func forget(_ endpoint: ID<WebhookEndpoint>) -> [Query] {
        [
            "DELETE FROM webhook_subscription WHERE endpoint_id = \(endpoint)",
            """
            WITH gone AS (DELETE FROM webhook_delivery WHERE endpoint_id = \(endpoint) RETURNING id)
            DELETE FROM webhook_attempt AS a USING gone WHERE a.delivery_id = gone.id
            """,
        ]
    }

    /// Takes what is due for some endpoints, for each at most so many. An event of an object waits
    /// until the ones before it are done with.
    static func claim(_ wanted: [(endpoint: Int64, count: Int)], by sender: String) -> Query {
        """
        WITH due AS (
            SELECT found.id
            FROM unnest(\(wanted.map(\.endpoint)), \(wanted.map { Int64($0.count) }))
                AS w (endpoint_id, count)
            CROSS JOIN LATERAL (
                SELECT d.id FROM webhook_delivery AS d
                WHERE d.endpoint_id = w.endpoint_id AND d.state IN ('waiting', 'sending')
                    AND d.next_at <= now() AND NOT EXISTS (
                        SELECT FROM webhook_delivery AS o
                        WHERE o.endpoint_id = d.endpoint_id AND o.object_id = d.object_id
                            AND o.object_kind = d.object_kind AND o.id < d.id
                            AND o.state IN ('waiting', 'sending'))
                ORDER BY d.next_at, d.id LIMIT w.count FOR UPDATE SKIP LOCKED
            ) AS found
        ), taken AS (
            UPDATE webhook_delivery AS d SET state = 'sending', attempts = attempts + 1,
                sender = \(sender), next_at = now() + \(lease)::text::interval
            FROM due WHERE d.id = due.id
            RETURNING d.*
        )
        SELECT \(fragment: columns) FROM taken AS d JOIN webhook_event AS e ON e.no = d.event_no
        ORDER BY d.id
        """
    }

    /// Writes down how an attempt went, while it is still the sender's to tell.
    ///
    /// - Parameter pause: until the next one; nil when there is none.
    static func finish(
        _ delivery: WebhookDelivery, _ result: WebhookResult, by sender: String, pause: Duration?
    ) -> Query {
        let state: WebhookDelivery.State =
            result.isDelivered ? .delivered : pause == nil ? .failed : .waiting
        let isOver = state != .waiting
        return """
            WITH done AS (
                UPDATE webhook_delivery SET state = \(state.rawValue),
                    status = \(optional: result.status.map { Int32($0) }),
                    duration_ms = \(Int32(clamping: result.milliseconds)),
                    error = \(optional: result.error), excerpt = \(optional: result.excerpt),
                    next_at = now() + make_interval(secs => \((pause ?? .zero) / .seconds(1))),
                    finished_at = CASE WHEN \(isOver) THEN now() END
                WHERE id = \(delivery.id) AND state = 'sending' AND sender = \(sender)
                    AND attempts = \(Int32(delivery.attempts))
                RETURNING id, duration_ms, status, error
            )
            INSERT INTO webhook_attempt (delivery_id, started_at, duration_ms, status, error)
            SELECT id, now() - make_interval(secs => duration_ms / 1000.0), duration_ms, status,
                error
            FROM done
            """
    }

    /// Has something sent again that was done with.
    static func replay(_ delivery: ID<WebhookDelivery>) -> Query {
        """
        UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_at = now(),
            finished_at = NULL
        WHERE id = \(delivery) AND state IN ('delivered', 'failed')
        RETURNING id, endpoint_id
        """
    }

    /// The same for some of what failed since a time.
    static func replayFailed(
        _ endpoint: ID<WebhookEndpoint>, since start: Instant, from first: Int64, count: Int
    ) -> Query {
        """
        WITH batch AS (
            SELECT id FROM webhook_delivery
            WHERE endpoint_id = \(endpoint) AND id > \(first) AND state = 'failed'
                AND created_at >= \(start)
            ORDER BY id LIMIT \(Int64(count)) FOR UPDATE
        ), again AS (
            UPDATE webhook_delivery AS d SET state = 'waiting', attempts = 0, next_at = now(),
                finished_at = NULL
            FROM batch WHERE d.id = batch.id
            RETURNING d.id
        )
        SELECT max(id), count(*) FROM again
        """
    }

    static let prune: [Query] = [
        """
        WITH gone AS (
            DELETE FROM webhook_delivery
            WHERE created_at < now() - make_interval(days => \(Int32(keptDays))) RETURNING id
        )
        DELETE FROM webhook_attempt AS a USING gone WHERE a.delivery_id = gone.id
        """,
        """
        DELETE FROM webhook_event AS e
        WHERE recorded_at < now() - make_interval(days => \(Int32(keptDays)))
            AND NOT EXISTS (SELECT FROM webhook_delivery AS d WHERE d.event_no = e.no)
        """,
    ]
}
