import Identity
import Kernel
import PostgresClient
import Tenancy

/// The statements that find and erase what is held about a person. They run as the owner of the
/// tables, in one transaction over all tenants.
enum PersonStorage {
    static let blankContact = "erased contact"

    static func enter(_ tenant: Tenant) -> Query {
        "SELECT set_config('search_path', \(tenant.schema.name), true)"
    }

    static let leave: Query = "SELECT set_config('search_path', 'public', true)"

    static func user(
        _ email: EmailAddress, on connection: isolated PostgresConnection
    ) throws -> Int64? {
        let find: Query = """
            SELECT id FROM public.users WHERE lower(email) = \(email.text) FOR UPDATE
            """
        return try connection.query(find).first?.int64(0)
    }

    /// Whether a contact is the person's, perhaps among others: it names the address.
    static func isOf(_ email: EmailAddress, contact: Query = "ar_contact") -> Query {
        let (cell, name): (Query, Query) = (
            "lower(\(fragment: contact).email)", "lower(\(fragment: contact).name)"
        )
        let address = PersonCell.address("p.part")
        // The first question is a quick one: most cells are of others.
        return """
            (strpos(concat_ws(' ', \(fragment: cell), \(fragment: name)), \(email.text)) > 0
                AND EXISTS (SELECT FROM unnest(\(fragment: PersonCell.parts(cell))
                        || \(fragment: PersonCell.parts(name))) AS p (part)
                    WHERE \(email.text) IN (p.part, \(fragment: address))))
            """
    }

    // MARK: Export

    /// The account as JSON; without anything that opens a door.
    static func account(
        _ user: Int64?, on connection: isolated PostgresConnection
    ) throws -> String {
        guard let user else { return "null" }
        let find: Query = """
            SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name,
                'created_at', u.created_at, 'has_password', u.password_hash IS NOT NULL,
                'memberships', (SELECT coalesce(jsonb_agg(jsonb_build_object('tenant', t.name,
                        'role', m.role, 'since', m.created_at) ORDER BY t.name), '[]')
                    FROM public.memberships AS m JOIN public.tenants AS t ON t.id = m.tenant_id
                    WHERE m.user_id = u.id),
                'invitations', (SELECT coalesce(jsonb_agg(jsonb_build_object('tenant', t.name,
                        'role', i.role, 'since', i.created_at) ORDER BY t.name), '[]')
                    FROM public.invitations AS i JOIN public.tenants AS t ON t.id = i.tenant_id
                    WHERE i.user_id = u.id),
                'dismissals', (SELECT coalesce(jsonb_agg(jsonb_build_object('tenant', t.name,
                        'since', d.dismissed_at) ORDER BY t.name), '[]')
                    FROM public.dismissals AS d JOIN public.tenants AS t ON t.id = d.tenant_id
                    WHERE d.user_id = u.id),
                'sessions', (SELECT coalesce(jsonb_agg(jsonb_build_object('created_at',
                        s.created_at, 'last_seen_at', s.last_seen_at, 'expires_at', s.expires_at,
                        'address', s.address, 'agent', s.agent) ORDER BY s.created_at), '[]')
                    FROM public.sessions AS s WHERE s.user_id = u.id),
                'keys_made', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', k.name,
                        'created_at', k.created_at, 'expires_at', k.expires_at)
                        ORDER BY k.id), '[]')
                    FROM public.api_keys AS k WHERE k.made_by = u.id),
                'sign_on', (SELECT coalesce(jsonb_agg(jsonb_build_object('issuer', i.issuer,
                        'subject', i.subject, 'is_connected', i.is_connected,
                        'created_at', i.created_at, 'last_used_at', i.last_used_at)
                        ORDER BY i.created_at), '[]')
                    FROM public.sign_on_identities AS i WHERE i.user_id = u.id),
                'known_browsers', (SELECT coalesce(jsonb_agg(jsonb_build_object('created_at',
                        d.created_at, 'last_used_at', d.last_used_at) ORDER BY d.created_at), '[]')
                    FROM public.known_devices AS d WHERE d.user_id = u.id),
                'second_factor', (SELECT jsonb_build_object('since', f.confirmed_at,
                        'codes_left', (SELECT count(*) FROM public.recovery_codes AS c
                            WHERE c.user_id = u.id))
                    FROM public.second_factors AS f
                    WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL),
                'mails', (SELECT coalesce(jsonb_agg(jsonb_build_object('recipient', m.recipient,
                        'purpose', m.purpose, 'status', m.status, 'created_at', m.created_at,
                        'finished_at', m.finished_at) ORDER BY m.id), '[]')
                    FROM public.mail_outbox AS m WHERE m.user_id = u.id),
                'links', (SELECT coalesce(jsonb_agg(jsonb_build_object('purpose', l.purpose,
                        'created_at', l.created_at, 'expires_at', l.expires_at)
                        ORDER BY l.created_at), '[]')
                    FROM public.login_links AS l WHERE l.user_id = u.id),
                'records', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', e.at,
                        'action', e.action, 'tenant_id', e.tenant_id, 'address', e.address,
                        'by', e.actor_kind, 'before', e.before, 'after', e.after)
                        ORDER BY e.id), '[]')
                    FROM public.audit_events AS e
                    WHERE (e.actor_kind = 'person' AND e.actor_id = u.id)
                        OR (e.object_kind = 'user' AND e.object_id = u.id::text))
                )::text
            FROM public.users AS u WHERE u.id = \(user)
            """
        return try connection.query(find).single().string(0)
    }

    /// What a tenant's tables hold, as JSON; nil for nothing.
    static func traces(
        _ email: EmailAddress, of tenant: Tenant, _ actors: PersonActors,
        on connection: isolated PostgresConnection
    ) throws -> String? {
        var found: Query = """
            SELECT jsonb_build_object('tenant', \(tenant.name.text)::text, 'contacts', (
                SELECT jsonb_agg(jsonb_build_object('customer', c.name, 'name', k.name,
                    'email', k.email, 'phone', k.phone, 'role', k.role) ORDER BY k.id)
                FROM ar_contact AS k JOIN ar_customer AS c ON c.id = k.customer_id
                WHERE \(fragment: isOf(email, contact: "k")))
            """
        for table in try actorTables(on: connection) {
            found += """
                , \(table.name)::text, (SELECT jsonb_agg(to_jsonb(x) - 'upload' - 'token')
                    FROM \(identifier: table) AS x
                    WHERE lower(x.actor) = \(email.text) OR x.actor = ANY (\(actors.all)))
                """
        }
        found += ")"
        let query: Query = """
            SELECT j::text, EXISTS (SELECT FROM jsonb_each(j - 'tenant') WHERE value <> 'null')
            FROM (SELECT jsonb_strip_nulls(\(fragment: scalar(found))) AS j) AS found
            """
        let row = try connection.query(query).single()
        return try row.decode(1, as: Bool.self) ? try row.string(0) : nil
    }

    private static func scalar(_ query: Query) -> Query { "(\(fragment: query))" }

    static func document(
        _ email: EmailAddress, account: String, tenants: [String]
    ) -> [UInt8] {
        let name = AuditDetails(["email": .text(email.text)]).json ?? "{}"
        let text =
            "\(name.dropLast()),\"account\":\(account),\"tenants\":[\(tenants.joined(separator: ","))]}"
        return Array(text.utf8)
    }

    // MARK: Erasure

    /// The tenants that the person belongs to, locked as every change of their members is, and then
    /// the memberships: whoever stores something in their name just now is waited for.
    ///
    /// - Throws: `IdentityError.lastOwner` for whoever is a tenant's only one.
    static func lockMemberships(
        _ user: Int64?, on connection: isolated PostgresConnection
    ) throws -> Set<ID<Tenant>> {
        guard let user else { return [] }
        let lock: Query = """
            SELECT t.id FROM public.tenants AS t
            WHERE EXISTS (SELECT FROM public.memberships AS m
                WHERE m.tenant_id = t.id AND m.user_id = \(user))
            ORDER BY t.id FOR NO KEY UPDATE
            """
        let own = try connection.query(lock).map { try $0.decode(0, as: ID<Tenant>.self) }
        let memberships: Query = """
            SELECT FROM public.memberships WHERE user_id = \(user) ORDER BY tenant_id FOR UPDATE
            """
        _ = try connection.query(memberships)
        let alone: Query = """
            SELECT EXISTS (SELECT FROM public.memberships AS m
                WHERE m.user_id = \(user) AND m.role = 'owner' AND NOT EXISTS (
                    SELECT FROM public.memberships AS o WHERE o.tenant_id = m.tenant_id
                        AND o.role = 'owner' AND o.user_id <> m.user_id))
            """
        if try connection.query(alone).single().decode(0, as: Bool.self) {
            throw IdentityError.lastOwner
        }
        return Set(own)
    }

    /// Blanks what the tenant that was entered holds; how many records and contacts that were.
    static func blank(
        _ email: EmailAddress, _ actors: PersonActors, as pseudonym: String,
        on connection: isolated PostgresConnection
    ) throws -> (records: Int, contacts: Int) {
        var records = 0
        for table in try actorTables(on: connection) {
            let rename: Query = """
                UPDATE \(identifier: table) SET actor = CASE
                    WHEN lower(actor) = \(email.text) THEN \(pseudonym)
                    ELSE 'key of ' || \(pseudonym)::text END
                WHERE lower(actor) = \(email.text) OR actor = ANY (\(actors.signatures))
                """
            records += try connection.execute(rename)
        }
        let address = PersonCell.address("p.part")
        // Name and telephone may be theirs; the addresses of others are not.
        let contacts: Query = """
            UPDATE ar_contact SET name = \(blankContact), phone = NULL, role = NULL,
                email = (SELECT string_agg(\(fragment: address), ', ' ORDER BY p.place)
                    FROM unnest(\(fragment: PersonCell.parts("email")))
                        WITH ORDINALITY AS p (part, place)
                    WHERE strpos(p.part, '@') > 0
                        AND \(email.text) NOT IN (lower(p.part), lower(\(fragment: address))))
            WHERE \(fragment: isOf(email))
            """
        return (records, try connection.execute(contacts))
    }

    /// - Returns: the keys that lost their names, those that are gone among them: whoever made one
    ///   may have put their name into its.
    static func remove(
        _ user: Int64, _ email: EmailAddress, on connection: isolated PostgresConnection
    ) throws -> [String] {
        let made: Query = """
            SELECT id::text FROM public.api_keys WHERE made_by = \(user)
            UNION SELECT object_id FROM public.audit_events
            WHERE action = 'key.created' AND object_id IS NOT NULL
                AND actor_kind = 'person' AND actor_id = \(user)
            ORDER BY 1
            """
        let keys = try connection.query(made).map { try $0.string(0) }
        let statements: [Query] = [
            """
            UPDATE public.audit_names SET name = 'key ' || id
            WHERE kind = 'key' AND id = ANY (\(keys))
            """,
            """
            UPDATE public.audit_events SET actor_name = NULL, actor_salt = NULL
            WHERE (actor_kind = 'person' AND actor_id = \(user))
                OR (actor_kind = 'key' AND actor_id::text = ANY (\(keys)))
            """,
            """
            UPDATE public.audit_events SET object_name = NULL, object_salt = NULL
            WHERE (object_kind = 'user' AND object_id = \(user)::text)
                OR (object_kind = 'key' AND object_id = ANY (\(keys)))
            """,
            "DELETE FROM public.audit_names WHERE kind = 'user' AND id = \(user)::text",
            "DELETE FROM public.reset_requests WHERE lower(email) = \(email.text)",
            // Sessions, memberships with the keys made by them, links and mails go with it.
            "DELETE FROM public.users WHERE id = \(user)",
        ]
        for statement in statements { try connection.execute(statement) }
        return keys
    }

    /// The keys in parts that a record takes whole; one empty part where there are none.
    static func parts(_ keys: [String]) -> [[String]] {
        guard !keys.isEmpty else { return [[]] }
        let size = AuditDetails.listLengthMax
        return stride(from: 0, to: keys.count, by: size).map {
            Array(keys[$0..<min($0 + size, keys.count)])
        }
    }

    /// The tables of the tenant that was entered which say who did something.
    private static func actorTables(
        on connection: isolated PostgresConnection
    ) throws -> [Identifier] {
        let find: Query = """
            SELECT c.relname FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'actor'
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT c.relispartition AND NOT a.attisdropped
            ORDER BY c.relname
            """
        return try connection.query(find).map { try Identifier($0.string(0)) }
    }
}
