import BooksTestSupport
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite
struct `The application's login` {
    private static func refusal(
        _ pool: PostgresPool, _ text: String
    ) async throws -> SQLState? {
        let script = try SQLFile(embedded: Array(text.utf8))
        do {
            try await pool.withConnection { try $0.runScript(script) }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    @Test func `reads nothing of a tenant before it takes the tenant's role`() async throws {
        try await Books.use { books in
            let (installation, schema) = (books.installation, books.tenant.schema)
            let catalog = try await Catalog.read(installation, schema: schema.name)
            let statements =
                catalog.tables.flatMap { ["SELECT * FROM \($0)", "DELETE FROM \($0)"] }
                + catalog.sequences.map { "SELECT nextval('\($0)')" }
                + catalog.calls.map { "SELECT \($0)" }
            for statement in statements {
                let state = try await Self.refusal(installation.pool, statement)
                #expect(state == .insufficientPrivilege, "\(statement)")
            }
        }
    }

    /// What logging in and out changes, and giving programs keys.
    private static let changeable = [
        "public.sessions": ["INSERT", "DELETE"], "public.login_links": ["DELETE"],
        "public.refresh_tokens": ["INSERT"], "public.api_keys": ["INSERT", "DELETE"],
        "public.second_factors": ["INSERT", "DELETE"],
        "public.known_devices": ["INSERT", "DELETE"],
        "public.recovery_codes": ["INSERT", "DELETE"],
        "public.pending_logins": ["INSERT", "DELETE"],
        "public.security_policies": ["INSERT"],
        "public.mail_outbox": ["INSERT", "DELETE"], "public.reset_requests": ["INSERT"],
        "public.sign_on_attempts": ["INSERT", "DELETE"],
        "public.jobs": ["INSERT", "DELETE"], "public.job_attempts": ["INSERT"],
        "public.job_schedules": ["INSERT"], "public.webhook_endpoints": ["INSERT", "DELETE"],
    ]

    @Test func `reads the shared tables and changes only what logging in needs`() async throws {
        try await InstallationFixture.use { installation in
            let catalog = try await Catalog.read(installation, schema: "public")
            #expect(Self.changeable.keys.allSatisfy(catalog.tables.contains))
            for table in catalog.tables {
                let pool = installation.pool
                // Whoever could hold the sealer's row could keep records from being sealed; who was
                // dismissed is asked where memberships are made, by the owner.
                let refusal: SQLState? =
                    ["public.audit_sealer", "public.dismissals"].contains(table)
                    ? .insufficientPrivilege : nil
                let read = try await Self.refusal(pool, "SELECT * FROM \(table)")
                #expect(read == refusal, "\(table)")
                for statement in [
                    "INSERT INTO \(table) DEFAULT VALUES", "DELETE FROM \(table)",
                    "TRUNCATE \(table)", "DROP TABLE \(table)",
                ] where Self.changeable[table]?.contains(where: statement.hasPrefix) != true {
                    let state = try await Self.refusal(pool, statement)
                    #expect(state == .insufficientPrivilege, "\(statement)")
                }
            }
            for statement in [
                "UPDATE public.users SET email = 'x@y'", "UPDATE public.users SET name = 'x'",
                "UPDATE public.memberships SET role = 'owner'",
                "UPDATE public.sessions SET user_id = 1",
                "UPDATE public.login_links SET expires_at = now()",
                "UPDATE public.refresh_tokens SET session_id = 1",
                "UPDATE public.security_policies SET tenant_id = 1",
                "UPDATE public.jobs SET tenant_id = 1", "UPDATE public.jobs SET payload = '{}'",
                "UPDATE public.webhook_endpoints SET tenant_id = 1",
                "UPDATE public.job_attempts SET server = 'x'",
                "UPDATE public.pending_logins SET user_id = 1",
                "UPDATE public.recovery_codes SET user_id = 1",
                "UPDATE public.api_keys SET permissions = '{manageOwners}'",
            ] {
                let state = try await Self.refusal(installation.pool, statement)
                #expect(state == .insufficientPrivilege, "\(statement)")
            }
            let create = try await Self.refusal(installation.pool, "CREATE TABLE loot (x int)")
            #expect(create == .insufficientPrivilege)
            let role = try await Self.refusal(installation.pool, "CREATE ROLE loot")
            #expect(role == .insufficientPrivilege)
        }
    }
}
