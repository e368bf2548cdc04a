import FoundationEssentials
import Kernel
import PostgresClient
import Tenancy

/// The statement that finds records, with what people and things were called then.
enum AuditStorage {
    static func page(
        _ whose: Query, _ filter: AuditFilter, zone: TimeZoneName, after cursor: AuditCursor?,
        limit: Int
    ) -> Query {
        var query: Query = """
            SELECT e.id, e.at, e.tenant_id, e.actor_kind, e.actor_id, e.actor_name,
                e.action, e.object_kind, e.object_id, e.object_name,
                e.before::text, e.after::text, e.address, e.request_id
            FROM public.audit_events AS e
            WHERE \(fragment: whose)
            """
        if let cursor { query += " AND (e.at, e.id) < (\(cursor.at), \(cursor.id))" }
        if let day = filter.from {
            query += " AND e.at >= \(day)::timestamp AT TIME ZONE \(zone.name)"
        }
        if let day = filter.to {
            query += " AND e.at < (\(day) + 1)::timestamp AT TIME ZONE \(zone.name)"
        }
        if let actor = filter.actor {
            // As the index has it: whoever has no name is found by their kind.
            let name = EmailAddress.key(actor)
            let kind = name.replacing(" ", with: "_")
            query += " AND coalesce(lower(e.actor_name), e.actor_kind)"
            query += kind == name ? " = \(name)" : " IN (\(name), \(kind))"
        }
        if let action = filter.action { query += " AND e.action = \(action.rawValue)" }
        if let kind = filter.object { query += " AND e.object_kind = \(kind.rawValue)" }
        if let id = filter.objectID {
            query += " AND (\(fragment: isAbout(id, filter.object)))"
        }
        query += " ORDER BY e.at DESC, e.id DESC LIMIT \(Int64(limit))"
        return query
    }

    /// Whether a record is of what somebody asks for, alone or among others. Records of several are
    /// few; those that may name the one are chosen first, from an index of theirs.
    private static func isAbout(_ id: String, _ kind: AuditObject.Kind?) -> Query {
        var query: Query = "e.object_id = \(id)"
        if kind?.mayBeSeveral != true {
            query += " OR lower(e.object_name) = lower(\(id))"
        }
        if kind?.mayBeSeveral ?? true, let number = ID<AuditObject>(id) {
            let one = "[\(number)]"
            query += """
                 OR e.id = ANY (ARRAY(SELECT s.id FROM public.audit_events AS s
                    WHERE s.ids @> \(number)::bigint
                        AND coalesce(s.after -> 'ids', s.before -> 'ids')::jsonb @> \(one)::jsonb))
                """
        }
        return query
    }

    static func entry(_ row: Row) throws -> AuditEntry {
        AuditEntry(
            id: try row.int64(0), at: try row.decode(1), tenant: try row.decode(2),
            actorKind: try row.string(3), actorID: try row.decode(4), actorName: try row.decode(5),
            action: try row.string(6), objectKind: try row.decode(7), objectID: try row.decode(8),
            objectName: try row.decode(9), before: try details(row.decode(10)),
            after: try details(row.decode(11)), address: try row.string(12),
            requestID: try row.string(13))
    }

    private static func details(_ text: String?) throws -> [String: AuditValue] {
        guard let text else { return [:] }
        return try JSONDecoder().decode([String: AuditValue].self, from: Data(text.utf8))
    }
}
