import Foundation
import Identity
import PostgresClient
import Tenancy
import Testing

/// What there has to be in everything of a company is asked of the database: whoever adds a table
/// or a column for companies says here where it is, or why it is not.
@Suite struct `Everything of a company, held against the database` {
    /// Shared tables of which each row is a line of a file.
    private static let files = [
        "api_keys": "keys.jsonl", "webhook_endpoints": "webhooks.jsonl", "jobs": "jobs.jsonl",
        "audit_events": "audit.jsonl", "invitations": "invitations.jsonl",
    ]

    /// Columns of shared tables that are in the manifest, and as what.
    private static let manifest = [
        "tenants.name": "tenant", "tenants.currency": "currency", "tenants.time_zone": "time_zone",
        "tenants.locale": "locale", "tenants.aging_limits": "aging_limits",
        "tenants.fiscal_year_start": "fiscal_year_start", "tenants.domain": "domain",
        "tenants.status": "status",
        "memberships.user_id": "people.email", "memberships.role": "people.role",
        "memberships.portfolio": "people.portfolio", "memberships.created_at": "people.since",
        "security_policies.second_factor_roles": "second_factor_roles",
        "single_sign_on.issuer": "sign_on.issuer", "single_sign_on.client_id": "sign_on.client_id",
        "single_sign_on.client_secret": "sign_on.has_secret",  // a name, not a secret
        "single_sign_on.default_role": "sign_on.newcomers",
        "sign_on_domains.domain": "sign_on.domains",
    ]

    private static let leftOut = [
        "sessions": "of people, with all their companies",
        "login_links": "open accounts",
        "refresh_tokens": "of sessions",
        "dismissals": "the history of roles says it",
        "sign_on_attempts": "logins of the last ten minutes",
        "data_versions": "numbers that tell kept answers apart",
        "invitations.user_id": "the company knows the address that it typed",
        "invitations.token_hash": "would let its reader try links",
        "job_attempts": "in the lines of jobs, as “tries”",
        "tenants.id": "a number of this installation's", "tenants.schema_name": "the same",
        "tenants.role_name": "the same", "tenants.created_at": "the first record says it",
        "tenants.delete_after": "nobody exports a company that is closed",
        "single_sign_on.changed_at": "the records say it",
        "sign_on_domains.verified_at": "the records say it",
        "api_keys.token_hash": "would let its reader try keys",
        "webhook_endpoints.secret": "a secret", "webhook_endpoints.old_secret": "a secret",
        "webhook_endpoints.retry_at": "of the next minutes",
        "jobs.unique_key": "made of the job's payload", "jobs.locked_by": "of the next minute",
        "jobs.lease_until": "of the next minute", "jobs.is_stopping": "of the next minute",
        "audit_events.actor_id": "in its place stands what they are called",
        "audit_events.actor_name": "“actor”", "audit_events.object_name": "“object”",
        "audit_events.actor_salt": "of the seal", "audit_events.actor_digest": "of the seal",
        "audit_events.object_salt": "of the seal", "audit_events.object_digest": "of the seal",
        "audit_events.ids": "made of the facts, to find a record by",
    ]

    /// Columns of the shared tables about companies: those with a tenant's number, and those that
    /// hang on one of them.
    private static func columns(_ site: AccessSite) async throws -> [(table: String, name: String)]
    {
        try await site.owner.query(
            """
            WITH own AS (
                SELECT c.oid FROM pg_class AS c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                    AND (c.relname = 'tenants' OR EXISTS (
                        SELECT FROM pg_attribute AS a
                        WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'))
            )
            SELECT c.relname::text, a.attname::text FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE a.attname <> 'tenant_id' AND (c.oid IN (SELECT oid FROM own)
                OR EXISTS (SELECT FROM pg_constraint AS f
                    WHERE f.conrelid = c.oid AND f.contype = 'f'
                        AND f.confrelid IN (SELECT oid FROM own)))
                AND c.relnamespace = 'public'::regnamespace
            ORDER BY 1, 2
            """
        ).map { (try $0.string(0), try $0.string(1)) }
    }

    private static func object(_ data: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func has(_ path: String, _ manifest: [String: Any]) -> Bool {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count == 2 else { return manifest[path] != nil }
        let values =
            manifest[parts[0]] as? [[String: Any]]
            ?? [manifest[parts[0]] as? [String: Any] ?? [:]]
        return values.contains { $0[parts[1]] != nil }
    }

    /// Something of ours in every table.
    private static func live(_ site: AccessSite) async throws {
        try await site.services.signOn.set(
            site.adminScope,
            SignOnDraft(
                issuer: "https://login.example.com", clientID: "us", secret: "s",
                defaultRole: .viewer), isChecked: false, at: .now())
        _ = try await site.key()
        _ = try await site.webhook()
        _ = try await site.job(isCancelled: false)
        try await site.owner.execute(
            """
            INSERT INTO public.invitations
                (tenant_id, user_id, email, role, token_hash, created_at, expires_at)
            SELECT \(site.scope.tenant.id), id, email, 'viewer', sha256('x'), now(),
                now() + interval '7 days'
            FROM public.users LIMIT 1
            """)
        try await site.services.tenants.setDomain(
            site.scope.tenant.name, "ar.acme.example", by: .commandLine)
    }

    @Test func `has every row and column, or a reason why not`() async throws {
        try await AccessSite.use { site in
            try await Self.live(site)
            let tenant = try await site.services.directory.resolve(AccessSite.tenant)
            let path = "\(site.directory)/everything.zip"
            try await site.services.archive.write(
                .unrestricted(tenant, actor: .commandLine), to: path)
            let manifest = try Self.object(
                `Everything of a company`.read("manifest.json", of: path))
            #expect(manifest["domain"] as? String == "ar.acme.example")
            let columns = try await Self.columns(site)
            #expect(columns.count > 50)
            var lines: [String: [String: Any]] = [:]
            for (table, file) in Self.files {
                let text = String(
                    decoding: try `Everything of a company`.read(file, of: path), as: UTF8.self)
                let first = try #require(text.split(separator: "\n").first, "\(file)")
                lines[table] = try Self.object(Data(first.utf8))
            }
            for (table, column) in columns {
                let name = "\(table).\(column)"
                if Self.leftOut[table] != nil || Self.leftOut[name] != nil { continue }
                let isThere =
                    lines[table].map { $0[column] != nil }
                    ?? Self.manifest[name].map { Self.has($0, manifest) } ?? false
                #expect(isThere, "\(name) is not there and no reason is given")
            }
            try await Self.compareTables(of: tenant, site, manifest, path)
        }
    }

    /// Every table of the company's own, with every column and row.
    private static func compareTables(
        of tenant: Tenant, _ site: AccessSite, _ manifest: [String: Any], _ path: String
    ) async throws {
        let tables = try await site.owner.query(
            """
            SELECT c.relname::text, string_agg(a.attname, ',' ORDER BY a.attnum)
            FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = to_regnamespace(\(tenant.schema.name))
                AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            GROUP BY c.relname ORDER BY 1
            """)
        #expect(tables.count > 30)
        let listed = (manifest["tables"] as? [[String: Any]] ?? []).compactMap {
            $0["file"] as? String
        }
        #expect(try tables.map { "\(try $0.string(0)).csv" } == listed)
        for row in tables {
            let file = "\(try row.string(0)).csv"
            let text = String(
                decoding: try `Everything of a company`.read(file, of: path), as: UTF8.self)
            let header = text.split(separator: "\n").first.map(String.init)
            #expect(try row.string(1) == header, "\(file)")
        }
    }
}
