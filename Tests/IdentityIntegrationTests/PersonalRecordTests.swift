import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Each company that relies on an account sees what happens to it.
@Suite struct `What happens to an account` {
    private static func records(_ people: People, of tenant: Tenant) async throws -> [String] {
        try await people.books.installation.owner.query(
            """
            SELECT action FROM public.audit_events WHERE tenant_id = \(tenant.id)
                AND action NOT LIKE 'tenant.%' AND action <> 'user.granted' ORDER BY id
            """
        ).map { try $0.string(0) }
    }

    @Test func `is recorded in every company that its person belongs to`() async throws {
        try await Postbox.use { postbox in
            let people = postbox.people
            let tenants = people.books.installation.tenants
            let names = try [TenantName("second"), TenantName("third")]
            let second = try await tenants.create(
                TenantSettings(name: names[0], currency: Books.base, timeZone: .utc))
            let third = try await tenants.create(
                TenantSettings(name: names[1], currency: Books.base, timeZone: .utc))
            let user = try await people.make().user
            _ = try await people.users.grant(
                EmailAddress(user.email), name: nil, role: .viewer, in: second, password: nil,
                at: People.start)
            let session = try await people.logIn()
            let changed = try await people.proofs.changePassword(
                of: user, session: session, from: People.password, to: "another good password",
                from: .here, at: People.start)
            _ = try await people.enrol(user, session: changed)
            _ = try await people.secondFactors.renewCodes(
                of: user, from: .here, at: People.start)
            try await people.secondFactors.turnOff(of: user, from: .here, at: People.start)
            try await postbox.resets.ask(email: user.email, from: .here, at: People.start)
            try await postbox.work()
            _ = try await People.refusal { try await people.logIn() }
            let expected = [
                "login.succeeded", "user.password_set", "second_factor.set_up",
                "recovery_codes.made", "second_factor.removed", "user.reset_asked", "login.failed",
            ]
            for tenant in [people.books.tenant, second] {
                let found = try await Self.records(people, of: tenant)
                #expect(found == expected, "\(tenant.name)")
            }
            // One that has only invited them is none of those.
            _ = try await postbox.members.add(
                .unrestricted(third, actor: .commandLine), EmailAddress(user.email), name: nil,
                role: .viewer, at: People.start)
            _ = try await people.logIn(user.email, "another good password")
            #expect(try await Self.records(people, of: third) == ["member.invited"])
        }
    }
}
