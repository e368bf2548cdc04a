import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `The tenants of an installation` {
    /// The schemas and roles of this installation's tenants.
    private static func traces(_ installation: InstallationFixture) async throws -> [String] {
        let rows = try await installation.owner.query(
            """
            SELECT nspname::text FROM pg_namespace WHERE nspname ~ '^t[0-9]'
            UNION ALL SELECT rolname::text FROM pg_roles, public.installation
            WHERE rolname LIKE 'ch_' || installation.id || '%'
            UNION ALL SELECT 'row ' || name FROM public.tenants ORDER BY 1
            """)
        return try rows.map { try $0.string(0) }
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as any DomainError {
            return error.code
        }
    }

    @Test func `have a schema, a role and empty books each`() async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("acme-eu")
            #expect(tenant.schema.name == "t1_acme_eu")
            #expect(tenant.status == .active)
            #expect(try await Self.traces(installation).count == 5)
            let books = Books(installation, tenant: tenant)
            #expect(try await books.differences() == [])
            #expect(try await books.report(asOf: "2026-01-01").rows.isEmpty)
            #expect(try await installation.directory.find(TenantName("acme-eu"))?.id == tenant.id)
        }
    }

    @Test func `are found at once when another process made them`() async throws {
        try await InstallationFixture.use { installation in
            let directory = TenantDirectory(pool: installation.pool)
            #expect(try await directory.all().isEmpty)
            let tenant = try await installation.create("acme")
            #expect(try await directory.find(TenantName("acme"))?.id == tenant.id)
        }
    }

    @Test func `stay apart though their names look alike as schemas`() async throws {
        try await InstallationFixture.use { installation in
            let names = ["a-b", "a--b", "ab", "public", "information-schema", "pg-catalog"]
            for name in names { try await installation.create(name) }
            let tenants = try await installation.directory.all()
            #expect(tenants.map(\.name.text) == names.sorted())
            #expect(Set(tenants.map(\.schema)).count == names.count)
            #expect(Set(tenants.map(\.role)).count == names.count)
        }
    }

    @Test func `take a name once, also several at the same moment`() async throws {
        try await InstallationFixture.use { installation in
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for name in ["x", "x", "x", "y", "z", "z"] {
                    group.addTask {
                        try await Self.refusal { try await installation.create(name) }
                    }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.filter { $0 == nil }.count == 3)
            #expect(
                codes.compactMap(\.self) == [
                    "tenant_name_taken", "tenant_name_taken", "tenant_name_taken",
                ])
            #expect(try await installation.directory.all().map(\.name.text) == ["x", "y", "z"])
            #expect(try await Self.traces(installation).count == 15)
        }
    }

    @Test func `leave nothing behind when their creation fails`() async throws {
        try await InstallationFixture.use { installation in
            let broken = MigrationFile(
                feature: "broken", number: 1, name: "step",
                sql: try SQLFile(embedded: Array("CREATE TABLE x (y int); SELECT 1 / 0".utf8)))
            let set = try MigrationSet(
                InstallationFixture.tenantMigrations().files + [broken])
            let half = TenantService(
                installation: Installation(
                    owner: installation.owner,
                    applicationRole: installation.installation.applicationRole,
                    tenantMigrations: set, seed: { ReceivablesSchema.seed($0) }),
                directory: installation.directory)
            #expect(
                try await Self.refusal {
                    _ = try await half.create(InstallationFixture.settings("acme"))
                }
                    == "migration_failed")
            let badSeed = TenantService(
                installation: Installation(
                    owner: installation.owner,
                    applicationRole: installation.installation.applicationRole,
                    tenantMigrations: try InstallationFixture.tenantMigrations(),
                    seed: { _ in ["SELECT 1 / 0"] }),
                directory: installation.directory)
            #expect(
                try await Self.refusal {
                    _ = try await badSeed.create(InstallationFixture.settings("acme"))
                } != nil)
            #expect(try await Self.traces(installation).isEmpty)
            // The name is as free as before.
            try await installation.create("acme")
        }
    }

    @Test func `cannot be created by a login that may create no roles`() async throws {
        try await InstallationFixture.use { installation in
            let powerless = TenantService(
                installation: Installation(
                    owner: installation.pool,
                    applicationRole: installation.installation.applicationRole,
                    tenantMigrations: try InstallationFixture.tenantMigrations(),
                    seed: { _ in [] }),
                directory: installation.directory)
            #expect(
                try await Self.refusal {
                    _ = try await powerless.create(InstallationFixture.settings("acme"))
                }
                    == "database_login_cannot_create_roles")
        }
    }

    @Test func `are closed to all when suspended`() async throws {
        try await InstallationFixture.use { installation in
            let (tenants, directory) = (installation.tenants, installation.directory)
            try await installation.create("acme")
            #expect(try await directory.resolve(nil).name.text == "acme")
            for _ in 1...2 { try await tenants.suspend(TenantName("acme"), by: .commandLine) }
            #expect(
                try await Self.refusal { _ = try await directory.resolve("acme") }
                    == "tenant_suspended")
            #expect(
                try await Self.refusal { _ = try await directory.resolve(nil) } == "tenant_needed")
            #expect(try await directory.all().map(\.status) == [.suspended])
            #expect(
                try await Self.refusal {
                    try await tenants.suspend(TenantName("nobody"), by: .commandLine)
                }
                    == "tenant_not_accessible")
        }
    }

    @Test func `need not be named while there is one only`() async throws {
        try await InstallationFixture.use { installation in
            let directory = installation.directory
            #expect(
                try await Self.refusal { _ = try await directory.resolve(nil) } == "tenant_needed")
            try await installation.create("one")
            #expect(try await directory.resolve(nil).name.text == "one")
            try await installation.create("two")
            #expect(
                try await Self.refusal { _ = try await directory.resolve(nil) } == "tenant_needed")
            for name in ["three", "", "One", "one'--", "t1_one"] {
                let code = try await Self.refusal { _ = try await directory.resolve(name) }
                #expect(code == "tenant_not_accessible")
            }
        }
    }

    @Test func `are migrated once`() async throws {
        try await InstallationFixture.use(isMigrated: false) { installation in
            #expect(
                try await Self.refusal { _ = try await installation.directory.all() }
                    == "database_not_migrated")
            let files = try TenancySchema.migrations()
            let all = files + installation.installation.sharedMigrations
            #expect(
                try await installation.installation.migrateShared() == all.map(\.title))
            #expect(try await installation.installation.migrateShared() == [])
            for name in ["one", "two"] { try await installation.create(name) }
            let calls = Calls()
            try await installation.tenants.migrateAll { tenant, done, total, applied in
                calls.append("\(tenant.name) \(done)/\(total) \(applied)")
            }
            #expect(calls.all == ["one 1/2 []", "two 2/2 []"])
        }
    }

    @Test func `are brought up to date by a newer program`() async throws {
        try await InstallationFixture.use { installation in
            try await installation.create("one")
            let later = MigrationFile(
                feature: "later", number: 1, name: "step",
                sql: try SQLFile(embedded: Array("CREATE TABLE later (x bigint)".utf8)))
            let set = try MigrationSet(InstallationFixture.tenantMigrations().files + [later])
            let newer = TenantService(
                installation: Installation(
                    owner: installation.owner,
                    applicationRole: installation.installation.applicationRole,
                    tenantMigrations: set, seed: { ReceivablesSchema.seed($0) }),
                directory: installation.directory)
            let calls = Calls()
            for _ in 1...2 {
                try await newer.migrateAll { tenant, _, _, applied in
                    calls.append("\(tenant.name) \(applied)")
                }
            }
            #expect(calls.all == [#"one ["later/0001_step"]"#, "one []"])
        }
    }
}
