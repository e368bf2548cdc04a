package import Kernel
package import PostgresClient
package import Tenancy

/// The keys that programs work with instead of a password.
///
/// A key never does more than a program may (`Role.service`) and than the member who made it may
/// at the moment, sees no customers that they do not see, and ends when they leave the tenant.
package struct KeyService: Sendable {
    package static let nameLengthMax = 100
    package static let daysMax = 366
    package static let daysStandard = 90
    private static let usedEvery: Duration = .seconds(60)

    private let pool: PostgresPool
    private let holders: KeptHolders<[UInt8], KeyHolder>?

    /// - Parameter versions: tells what other processes changed, so that who holds a key need not
    ///   be asked with every request; nil asks each time.
    package init(pool: PostgresPool, versions: DataVersions? = nil) {
        self.pool = pool
        holders = versions.map { KeptHolders(versions: $0) }
    }

    /// What a key can be given by whoever acts.
    package static func scopes(of scope: Scope) -> Set<Permission> {
        Role.service.permissions.intersection(scope.permissions)
    }

    /// Makes a key. Its secret is in the answer and nowhere else.
    ///
    /// - Parameter portfolio: the customers that it sees; nil for all.
    /// - Throws: `IdentityError.keyNameMissing`, `.keyScopes`, `.keyLifetime`, `.keySeesAll`.
    package func create(
        _ scope: Scope, name: String, permissions: Set<Permission>, portfolio: Portfolio? = nil,
        days: Int, at now: Instant
    ) async throws -> (id: ID<APIKey>, secret: KeySecret) {
        try scope.require(.manageKeys)
        guard !name.isEmpty, name.count <= Self.nameLengthMax, name.isOneLine else {
            throw IdentityError.keyNameMissing
        }
        guard !permissions.isEmpty, permissions.isSubset(of: Self.scopes(of: scope)) else {
            throw IdentityError.keyScopes
        }
        guard (1...Self.daysMax).contains(days) else { throw IdentityError.keyLifetime }
        guard portfolio == nil || permissions.isSubset(of: Portfolio.permissionsMax) else {
            throw IdentityError.keySeesAll
        }
        let secret = KeySecret(SecretToken())
        let names = permissions.map(\.rawValue).sorted()
        let insert: Query = """
            INSERT INTO public.api_keys
                (tenant_id, name, token_hash, permissions, portfolio, created_by, made_by,
                created_at, expires_at)
            VALUES (\(scope.tenant.id), \(name), \(PostgresValue.bytes(secret.token.hash)),
                \(names), \(portfolio.map { $0.groups.sorted() }), \(scope.actor.description),
                \(Self.maker(scope.actor)), \(now),
                \(now.adding(.seconds(days * 86_400))))
            RETURNING id
            """
        let event = AuditEvent(
            .keyCreated, AuditObject(.key, named: name),
            after: [
                "may": .list(names.map { .text($0) }), "days": .number(Int64(days)),
                "customer_groups": portfolio.map {
                    .list($0.groups.sorted().map { .number($0) })
                } ?? .null,
            ])
        let recorded = event.record(
            scope.source, tenant: "\(scope.tenant.id)", with: insert, id: "result.id")
        return (try await pool.query(recorded).single().decode(0), secret)
    }

    /// The tenant's keys, also those that have expired, the newest first.
    package func list(_ scope: Scope) async throws -> [APIKey] {
        try scope.require(.manageKeys)
        let rows = try await pool.query(
            """
            SELECT k.id, k.name, k.permissions, k.created_by, k.created_at, k.expires_at,
                k.last_used_at, k.made_by, m.role, m.portfolio, k.portfolio
            FROM public.api_keys AS k
            LEFT JOIN public.memberships AS m
                ON m.user_id = k.made_by AND m.tenant_id = k.tenant_id
            WHERE k.tenant_id = \(scope.tenant.id) ORDER BY k.id DESC
            """)
        return try rows.map { row in
            let grant = try Self.grant(row, 2, maker: 7)
            return APIKey(
                id: try row.decode(0), name: try row.string(1),
                permissions: Self.permissions(try row.decode(2, as: [String].self)),
                effective: grant.permissions, portfolio: grant.portfolio,
                author: try row.string(3), createdAt: try row.decode(4),
                expiresAt: try row.decode(5), lastUsedAt: try row.decode(6, as: Instant?.self))
        }
    }

    /// Takes a key back, at once.
    ///
    /// - Throws: `IdentityError.unknownKey`, also for another tenant's.
    package func revoke(_ scope: Scope, _ id: ID<APIKey>) async throws {
        try scope.require(.manageKeys)
        let remove: Query = """
            DELETE FROM public.api_keys WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
            RETURNING permissions
            """
        let recorded = AuditEvent(.keyRevoked, AuditObject(.key, id)).record(
            scope.source, tenant: "\(scope.tenant.id)", with: remove,
            earlier: "jsonb_build_object('may', to_jsonb(result.permissions))")
        if try await pool.query(recorded).isEmpty { throw IdentityError.unknownKey }
    }

    /// Whose key this is; nil when it is nobody's, has expired or its tenant is suspended.
    package func find(_ secret: KeySecret, at now: Instant) async throws -> KeyHolder? {
        guard let holders else { return try await read(secret, at: now)?.holder }
        return try await holders.find(secret.token.hash, at: now) {
            try await read(secret, at: now)
        }
    }

    private func read(
        _ secret: KeySecret, at now: Instant
    ) async throws -> (holder: KeyHolder, expiresAt: Instant)? {
        let rows = try await pool.query(
            """
            SELECT k.id, k.name, t.name, k.permissions, k.last_used_at, k.made_by, m.role,
                m.portfolio, k.portfolio, k.expires_at
            FROM public.api_keys AS k
            JOIN public.tenants AS t ON t.id = k.tenant_id AND t.status = 'active'
            LEFT JOIN public.memberships AS m
                ON m.user_id = k.made_by AND m.tenant_id = k.tenant_id
            WHERE k.token_hash = \(PostgresValue.bytes(secret.token.hash))
                AND k.expires_at > \(now)
            """)
        guard let row = rows.first else { return nil }
        let id = try row.int64(0)
        let used = try row.decode(4, as: Instant?.self)
        if used.map({ now.duration(since: $0) >= Self.usedEvery }) ?? true {
            try await pool.execute(
                "UPDATE public.api_keys SET last_used_at = \(now) WHERE id = \(id)")
        }
        let holder = KeyHolder(
            id: id, name: try row.string(1), tenant: try TenantName(row.string(2)),
            grant: try Self.grant(row, 3, maker: 5))
        return (holder, try row.decode(9))
    }

    /// The member behind a key that somebody makes.
    private static func maker(_ actor: Actor) -> Int64? {
        if case .person(let id, _) = actor { id } else { nil }
    }

    /// What a key does now.
    ///
    /// - Parameters:
    ///   - column: of what it was made for.
    ///   - maker: of the member who made it, their role and portfolio, and the key's own.
    private static func grant(_ row: Row, _ column: Int, maker: Int) throws -> Grant {
        var may = permissions(try row.decode(column, as: [String].self))
            .intersection(Role.service.permissions)
        var portfolio = try Portfolio.read(row, maker + 3)
        if !row.isNull(maker) {
            let role = try row.decode(maker + 1, as: String?.self).flatMap(Role.init)
            may.formIntersection(role?.permissions ?? [])
            if let theirs = try Portfolio.read(row, maker + 2) {
                portfolio = Portfolio(
                    groups: portfolio?.groups.intersection(theirs.groups) ?? theirs.groups)
            }
        }
        return Grant(permissions: may, portfolio: portfolio)
    }

    /// A permission that a later version made gives no right in this one.
    private static func permissions(_ names: [String]) -> Set<Permission> {
        Set(names.compactMap(Permission.init))
    }
}
