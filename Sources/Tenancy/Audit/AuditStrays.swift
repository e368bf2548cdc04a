import PostgresClient

/// What is found besides the chain: seals that it does not have, and events that it does not.
enum AuditStrays {
    /// - Parameter erased: by the events of the chain.
    static func add(
        to findings: inout AuditFindings, _ erased: AuditErasures,
        on connection: isolated PostgresConnection
    ) throws {
        // The chain begins with 1, and has every number from there on.
        let outside: Query = """
            SELECT number, event_id FROM public.audit_seals WHERE number IS NULL OR number < 1
            ORDER BY number LIMIT \(limit)
            """
        for row in try connection.query(outside) {
            findings.add(
                AuditProblem(
                    .altered, seal: try row.decode(0, as: Int64?.self),
                    event: try row.decode(1, as: Int64?.self)))
        }
        let added: Query = """
            SELECT e.id FROM public.audit_events AS e
            LEFT JOIN public.audit_seals AS s ON s.event_id = e.id AND s.number >= 1
            LEFT JOIN public.audit_waiting AS w ON w.event_id = e.id
            WHERE s.event_id IS NULL AND w.event_id IS NULL
            ORDER BY e.id LIMIT \(limit)
            """
        for row in try connection.query(added) {
            findings.add(AuditProblem(.added, event: try row.decode(0, as: Int64?.self)))
        }
        let lost: Query = """
            SELECT w.event_id FROM public.audit_waiting AS w
            LEFT JOIN public.audit_events AS e ON e.id = w.event_id
            WHERE e.id IS NULL ORDER BY 1 LIMIT \(limit)
            """
        for row in try connection.query(lost) {
            findings.add(AuditProblem(.eventMissing, event: try row.decode(0, as: Int64?.self)))
        }
        try addNames(to: &findings, erased, on: connection)
        try addWaiting(to: &findings, on: connection)
    }

    private static let limit = Int64(AuditFindings.problemsMax)

    /// Names that were sealed and are gone, but for those that were erased.
    private static func addNames(
        to findings: inout AuditFindings, _ erased: AuditErasures,
        on connection: isolated PostgresConnection
    ) throws {
        var erased = erased
        let waiting: Query = """
            SELECT \(fragment: AuditErasures.columns) FROM public.audit_waiting AS w
            JOIN public.audit_events AS e ON e.id = w.event_id
            WHERE \(fragment: AuditErasures.condition)
            """
        for row in try connection.query(waiting) { try erased.add(row) }
        let (users, keys) = (Array(erased.users), Array(erased.keys))
        let missing: Query = """
            SELECT s.number, e.id FROM public.audit_events AS e
            JOIN public.audit_seals AS s ON s.event_id = e.id AND s.number >= 1
            WHERE (e.actor_name IS NULL AND e.actor_digest IS NOT NULL
                    AND (e.actor_id::text = ANY (CASE e.actor_kind WHEN 'person'
                        THEN \(users)::text[] ELSE \(keys)::text[] END)) IS NOT TRUE)
                OR (e.object_name IS NULL AND e.object_digest IS NOT NULL
                    AND (e.object_id = ANY (CASE e.object_kind WHEN 'user' THEN \(users)::text[]
                        WHEN 'key' THEN \(keys)::text[] END)) IS NOT TRUE)
            ORDER BY s.number LIMIT \(limit)
            """
        for row in try connection.query(missing) {
            findings.add(
                AuditProblem(.nameMissing, seal: try row.int64(0), event: try row.int64(1)))
        }
    }

    private static func addWaiting(
        to findings: inout AuditFindings, on connection: isolated PostgresConnection
    ) throws {
        let waiting: Query = """
            SELECT count(*), min(e.at), \(fragment: AuditSealer.isLate)
            FROM public.audit_waiting AS w
            JOIN public.audit_events AS e ON e.id = w.event_id
            """
        let row = try connection.query(waiting).single()
        findings.unsealed = try row.int64(0)
        findings.unsealedSince = try row.decode(1)
        findings.isSealingLate = try row.decode(2)
    }
}
