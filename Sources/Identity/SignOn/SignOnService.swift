package import Kernel
import Outbound
package import PostgresClient
package import Tenancy

/// Which provider a tenant's people may log in with. Its domains are verified by whoever runs the
/// installation: a tenant could otherwise claim other people's addresses.
package struct SignOnService: Sendable {
    private static let textLengthMax = 500

    private let pool: PostgresPool
    private let owner: PostgresPool
    private let box: SecretBox
    private let directory: ProviderDirectory

    /// - Parameters:
    ///   - pool: connections as the application's login.
    ///   - owner: connections as the owner of the shared tables, who alone changes settings.
    package init(
        pool: PostgresPool, owner: PostgresPool, box: SecretBox, directory: ProviderDirectory
    ) {
        self.pool = pool
        self.owner = owner
        self.box = box
        self.directory = directory
    }

    /// nil where there is none.
    package func find(_ scope: Scope) async throws -> SignOnSettings? {
        try scope.require(.manageSecurity)
        return try await settings(of: scope.tenant.id)
    }

    func settings(of tenant: ID<Tenant>) async throws -> SignOnSettings? {
        try await pool.query(Self.settings(of: tenant)).first.map(Self.read)
    }

    private static func settings(of tenant: ID<Tenant>) -> Query {
        """
        SELECT s.issuer, s.client_id, s.client_secret IS NOT NULL, s.default_role,
            ARRAY(SELECT d.domain FROM public.sign_on_domains AS d
                WHERE d.tenant_id = s.tenant_id ORDER BY d.domain)
        FROM public.single_sign_on AS s WHERE s.tenant_id = \(tenant)
        """
    }

    private static func read(_ row: Row) throws -> SignOnSettings {
        SignOnSettings(
            issuer: try row.string(0), clientID: try row.string(1),
            hasSecret: try row.decode(2),
            defaultRole: try row.decode(3, as: String?.self).flatMap(Role.init),
            domains: try row.decode(4, as: [String].self))
    }

    /// Anything but another secret is the owners' to say.
    private static func check(
        _ scope: Scope, _ draft: SignOnDraft, instead stored: SignOnSettings?
    ) throws(TenancyError) {
        guard
            draft.issuer != stored?.issuer || draft.clientID != stored?.clientID
                || draft.defaultRole != stored?.defaultRole
        else { return }
        try scope.require(.manageOwners)
    }

    /// Stores the settings once the provider has answered as one. Who is let in by whom is said by
    /// owners alone: whoever names the provider can log in as anybody it vouches for.
    ///
    /// - Parameter isChecked: false stores them without asking it.
    /// - Throws: `TenancyError.notPermitted`; `SignOnError.invalidIssuer`, `.invalidClient`, `.invalidRole`, `.wrongMetadata`;
    ///   `OutboundError`.
    package func set(_ scope: Scope, _ draft: SignOnDraft, isChecked: Bool = true, at now: Instant)
        async throws
    {
        try scope.require(.manageSecurity)
        try Self.check(draft)
        try Self.check(scope, draft, instead: try await settings(of: scope.tenant.id))
        if isChecked { _ = try await directory.metadata(of: draft.issuer, at: now) }
        let event = AuditEvent(
            .signOnChanged, AuditObject(.tenant, scope.tenant.id),
            after: [
                "issuer": .text(draft.issuer), "client_id": .text(draft.clientID),
                "default_role": draft.defaultRole.map { .text($0.rawValue) } ?? .null,
                "secret_changed": .flag(draft.secret != nil),
            ])
        try await owner.transaction { [box] connection in
            // Once more, with what cannot be changed by somebody else meanwhile.
            let lock: Query =
                "SELECT FROM public.tenants WHERE id = \(scope.tenant.id) FOR NO KEY UPDATE"
            _ = try connection.query(lock)
            // The provider may have taken its time to answer.
            let needed: Set<Permission> = [.manageSecurity, .manageOwners]
            try scope.confirm(scope.permissions.intersection(needed), on: connection)
            let stored = try connection.query(Self.settings(of: scope.tenant.id))
            try Self.check(scope, draft, instead: stored.first.map(Self.read))
            let store: Query = """
                INSERT INTO public.single_sign_on
                    (tenant_id, issuer, client_id, default_role, changed_at)
                VALUES (\(scope.tenant.id), \(draft.issuer), \(draft.clientID),
                    \(draft.defaultRole?.rawValue), \(now))
                ON CONFLICT (tenant_id) DO UPDATE SET issuer = excluded.issuer,
                    client_id = excluded.client_id, default_role = excluded.default_role,
                    changed_at = excluded.changed_at,
                    -- Another provider never gets the secret of this one.
                    client_secret = CASE WHEN single_sign_on.issuer = excluded.issuer
                        THEN single_sign_on.client_secret END
                """
            try connection.execute(store)
            if let secret = draft.secret {
                let sealed =
                    try secret.isEmpty
                    ? nil
                    : box.seal(
                        Array(secret.utf8), for: .signOnSecret, row: scope.tenant.id.rawValue,
                        on: connection)
                let update: Query = """
                    UPDATE public.single_sign_on
                    SET client_secret = \(sealed.map(PostgresValue.bytes) ?? .null)
                    WHERE tenant_id = \(scope.tenant.id)
                    """
                try connection.execute(update)
            }
            _ = try connection.query(event.record(scope.source, of: scope.tenant.id))
        }
    }

    /// Removes the provider; who logs in with it alone cannot any more.
    ///
    /// - Throws: `SignOnError.notSetUp`.
    package func remove(_ scope: Scope) async throws {
        try scope.require(.manageSecurity)
        let event = AuditEvent(.signOnRemoved, AuditObject(.tenant, scope.tenant.id))
        try await owner.transaction { connection in
            try scope.confirm([.manageSecurity], on: connection)
            let delete: Query =
                "DELETE FROM public.single_sign_on WHERE tenant_id = \(scope.tenant.id)"
            guard try connection.execute(delete) == 1 else { throw SignOnError.notSetUp }
            _ = try connection.query(event.record(scope.source, of: scope.tenant.id))
        }
    }

    /// Says that a domain is the tenant's. Only for whoever runs the installation, who must have
    /// seen that it is.
    ///
    /// - Throws: `SignOnError.invalidDomain`, `.domainTaken`.
    package func verify(_ domain: String, of tenant: Tenant, at now: Instant) async throws {
        let domain = domain.lowercased()
        guard domain.contains("."), !domain.hasPrefix("."), !domain.hasSuffix("."),
            domain.utf8.count <= 253,
            domain.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
            })
        else { throw SignOnError.invalidDomain(domain) }
        let event = AuditEvent(
            .signOnDomainVerified, AuditObject(.tenant, tenant.id),
            after: ["domain": .text(domain)])
        try await owner.transaction { connection in
            let insert: Query = """
                INSERT INTO public.sign_on_domains (domain, tenant_id, verified_at)
                VALUES (\(domain), \(tenant.id), \(now))
                ON CONFLICT (domain) DO UPDATE SET verified_at = excluded.verified_at
                WHERE sign_on_domains.tenant_id = excluded.tenant_id
                """
            guard try connection.execute(insert) == 1 else {
                throw SignOnError.domainTaken(domain)
            }
            _ = try connection.query(event.record(.commandLine, of: tenant.id))
        }
    }

    /// The provider's secret; nil where it wants none.
    func secret(of tenant: ID<Tenant>) async throws -> String? {
        let rows = try await pool.query(
            "SELECT client_secret FROM public.single_sign_on WHERE tenant_id = \(tenant)")
        guard let sealed = try rows.first?.decode(0, as: [UInt8]?.self) else { return nil }
        let plain = try box.open(sealed, of: .signOnSecret, row: tenant.rawValue)
        return String(decoding: plain, as: UTF8.self)
    }

    private static func check(_ draft: SignOnDraft) throws(SignOnError) {
        guard let target = try? OutboundTarget(draft.issuer), !draft.issuer.contains("?"),
            target.text.utf8.count <= textLengthMax
        else { throw .invalidIssuer }
        let texts = [draft.clientID, draft.secret ?? ""]
        guard !draft.clientID.isEmpty,
            texts.allSatisfy({
                $0.utf8.count <= textLengthMax && $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            })
        else { throw .invalidClient }
        switch draft.defaultRole {
        case .owner, .service: throw .invalidRole
        default: break
        }
    }
}
