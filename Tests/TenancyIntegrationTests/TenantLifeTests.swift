import BooksTestSupport
import Kernel
import PostgresClient
import Testing

@testable import Tenancy

@Suite struct `A tenant's life` {
    private static let now = Instant(unixSeconds: 1_790_000_000)

    private static func owner(_ tenant: Tenant) -> Scope {
        .unrestricted(tenant, actor: .person(id: 7, email: "ann@example.com"))
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as TenancyError { return error.code }
    }

    @Test func `has settings that its owner changes`() async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("acme")
            try await installation.create("beta")
            var changes = TenantChanges()
            changes.name = try TenantName("acme-2")
            changes.timeZone = try TimeZoneName("America/New_York")
            changes.locale = "de-CH"
            changes.agingLimits = [15, 45]
            changes.fiscalYearStart = 7
            let tenants = installation.tenants
            let changed = try await tenants.change(Self.owner(tenant), changes)
            #expect(changed.name.text == "acme-2")
            let read = try await installation.directory.resolve("acme-2")
            #expect(read.timeZone.name == "America/New_York")
            #expect(read.locale == "de-CH")
            #expect(read.agingLimits == [15, 45])
            #expect(read.fiscalYearStart == 7)
            #expect(read.schema == tenant.schema)
            let events = try await installation.installation.owner.query(
                """
                SELECT before::text, after::text, actor_id FROM public.audit_events
                WHERE action = 'tenant.changed'
                """)
            #expect(events.count == 1)
            let row = try #require(events.first)
            #expect(try row.string(0).contains(#""name":"acme""#))
            #expect(try row.string(1).contains(#""aging_limits":[15,45]"#))
            #expect(try row.int64(2) == 7)
        }
    }

    @Test func `refuses settings that cannot be`() async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("acme")
            try await installation.create("beta")
            let owner = Self.owner(tenant)
            func refused(_ set: (inout TenantChanges) throws -> Void) async throws -> String? {
                var changes = TenantChanges()
                try set(&changes)
                let given = changes
                return try await Self.refusal {
                    _ = try await installation.tenants.change(owner, given)
                }
            }
            #expect(try await refused { $0.name = try TenantName("beta") } == "tenant_name_taken")
            #expect(try await refused { $0.currency = "EUR" } == "currency_fixed")
            #expect(try await refused { $0.currency = "USD" } == nil)
            #expect(try await refused { $0.agingLimits = [30, 30] } == "aging_limits_invalid")
            #expect(try await refused { $0.agingLimits = [0] } == "aging_limits_invalid")
            #expect(try await refused { $0.agingLimits = [] } == "aging_limits_invalid")
            #expect(try await refused { $0.fiscalYearStart = 13 } == "month_invalid")
            #expect(try await refused { $0.locale = "not a locale" } == "locale_invalid")
            let reader = Scope(
                tenant: tenant, actor: .system,
                grant: Grant(permissions: [.readReceivables, .manageMembers], portfolio: nil))
            #expect(
                try await Self.refusal {
                    _ = try await installation.tenants.change(reader, TenantChanges())
                } == "not_permitted")
            #expect(
                try await Self.refusal {
                    try await installation.tenants.delete(reader, at: Self.now)
                } == "not_permitted")
        }
    }

    @Test func `ends after days of grace and not before`() async throws {
        try await InstallationFixture.use { installation in
            let tenants = installation.tenants
            let tenant = try await installation.create("acme")
            let other = try await installation.create("beta")
            try await tenants.delete(Self.owner(tenant), at: Self.now)
            #expect(
                try await Self.refusal { _ = try await installation.directory.resolve("acme") }
                    == "tenant_deleted")
            let day: Duration = .seconds(86_400)
            #expect(
                try await tenants.purge(at: Self.now.adding(day * 29), by: .commandLine).isEmpty)
            try await tenants.resume(tenant.name, by: .commandLine)
            #expect(try await installation.directory.resolve("acme").status == .active)
            #expect(
                try await tenants.purge(at: Self.now.adding(day * 99), by: .commandLine).isEmpty)
            try await tenants.delete(Self.owner(tenant), at: Self.now)
            let gone = try await tenants.purge(at: Self.now.adding(day * 31), by: .commandLine)
            #expect(gone == [tenant.name])
            let left = try await installation.installation.owner.query(
                """
                SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, \(tenant.schema.name))
                UNION ALL
                SELECT rolname::text FROM pg_roles WHERE starts_with(rolname, \(tenant.role.name))
                """)
            #expect(left.isEmpty)
            #expect(try await installation.directory.all().map(\.name) == [other.name])
            // What was done outlives it, and its name is free again.
            let events = try await installation.installation.owner.query(
                "SELECT count(*) FROM public.audit_events WHERE action = 'tenant.deleted'")
            #expect(try events.single().int64(0) == 3)
            let again = try await installation.create("acme")
            #expect(again.schema != tenant.schema)
        }
    }

    @Test func `may have a name on the web to itself`() async throws {
        try await InstallationFixture.use { installation in
            let tenants = installation.tenants
            let acme = try await installation.create("acme").name
            let beta = try await installation.create("beta").name
            try await tenants.setDomain(acme, "ar.acme.example", by: .commandLine)
            let found = try await installation.directory.find(domain: "ar.acme.example")
            #expect(found?.name == acme)
            #expect(
                try await Self.refusal {
                    try await tenants.setDomain(beta, "ar.acme.example", by: .commandLine)
                } == "tenant_name_taken")
            for wrong in ["localhost", "a b.example", "ar.acme.example/x", "Upper.example"] {
                #expect(
                    try await Self.refusal {
                        try await tenants.setDomain(beta, wrong, by: .commandLine)
                    } == "domain_invalid", "\(wrong)")
            }
            try await tenants.setDomain(acme, nil, by: .commandLine)
            #expect(try await installation.directory.find(domain: "ar.acme.example") == nil)
        }
    }
}
