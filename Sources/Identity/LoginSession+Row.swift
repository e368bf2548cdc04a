import Kernel
import PostgresClient
import Tenancy

extension LoginSession {
    /// One row per membership; a person without any has one without a tenant.
    static func query(_ key: SessionKey, at now: Instant) -> Query {
        """
        SELECT u.id, u.email, u.name, s.created_at, s.last_seen_at, s.expires_at, t.name, m.role,
            m.portfolio,
            s.proved_at, f.confirmed_at IS NOT NULL, m.role = ANY (p.second_factor_roles),
            s.tenant_id, u.is_operator
        FROM public.sessions AS s
        JOIN public.users AS u ON u.id = s.user_id
        LEFT JOIN public.second_factors AS f ON f.user_id = u.id
        LEFT JOIN public.memberships AS m ON m.user_id = u.id
            AND (s.tenant_id IS NULL OR m.tenant_id = s.tenant_id)
        LEFT JOIN public.tenants AS t ON t.id = m.tenant_id AND t.status = 'active'
        LEFT JOIN public.security_policies AS p ON p.tenant_id = t.id
        WHERE s.id = coalesce(\(key.id),
                (SELECT id FROM public.sessions WHERE token_hash = \(key.hash)))
            AND s.expires_at > \(now)
        """
    }

    /// Nil without a row.
    init?(_ rows: Rows) throws {
        guard let first = rows.first else { return nil }
        user = User(
            id: try first.decode(0), email: try first.string(1), name: try first.string(2))
        createdAt = try first.decode(3)
        lastSeenAt = try first.decode(4)
        expiresAt = try first.decode(5)
        provedAt = try first.decode(9)
        tenant = try first.decode(12)
        isOperator = try first.decode(13, as: Bool.self) && first.isNull(12)
        let hasSecondFactor = try first.decode(10, as: Bool.self)
        var locked: Set<TenantName> = []
        var memberships: [TenantName: Membership] = [:]
        for row in rows where !row.isNull(6) && !row.isNull(7) {
            // A role that a later version made gives no rights in this one.
            guard let role = Role(rawValue: try row.string(7)) else { continue }
            let tenant = try TenantName(row.string(6))
            memberships[tenant] = Membership(role: role, portfolio: try Portfolio.read(row, 8))
            let isAsked = try row.decode(11, as: Bool?.self) ?? false
            if isAsked && !hasSecondFactor { locked.insert(tenant) }
        }
        self.memberships = memberships
        lockedTenants = locked
    }
}
