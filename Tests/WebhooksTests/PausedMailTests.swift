import BooksTestSupport
import Identity
import Kernel
import Mail
import PostgresClient
import Synchronization
import Tenancy
import Testing
import Webhooks

@Suite struct `An endpoint that is paused since it failed for days` {
    private static func queue(_ site: HookSite) throws -> MailQueue {
        MailQueue(
            box: site.box, from: try MailAddress("books@books.example"), hasServer: true,
            address: PublicAddress("https://books.example.com"))
    }

    /// What was written to whom.
    private static func mails(_ site: HookSite) async throws -> [MailMessage] {
        let taken = Mutex<[MailMessage]>([])
        let delivery = MailDelivery(pool: site.books.pool, queue: try queue(site)) { message in
            taken.withLock { $0.append(message) }
            return .accepted(reply: "250 OK")
        }
        while try await delivery.next(at: .now()) != nil {}
        return taken.withLock { $0 }
    }

    @Test func `is told once to those who can go on with it`() async throws {
        try await HookSite.use({ _ in .status(500) }) { site in
            let users = UserService(owner: site.books.installation.owner)
            let other = try await site.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("UTC")))
            let people: [(String, Role, Tenant)] = [
                ("owner", .owner, site.books.tenant), ("admin", .admin, site.books.tenant),
                ("accountant", .accountant, site.books.tenant), ("stranger", .owner, other),
            ]
            for (name, role, tenant) in people {
                _ = try await users.grant(
                    EmailAddress("\(name)@example.com"), name: nil, role: role, in: tenant,
                    password: nil, at: .now())
            }
            let made = try await site.subscribe([.invoiceCreated])
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            let sender = site.sender(mail: try Self.queue(site))
            try await sender.drain()
            #expect(try await Self.mails(site).isEmpty)
            try await site.pass("73 hours")
            try await sender.drain()
            try await site.pass("73 hours")
            try await sender.drain()
            let mails = try await Self.mails(site)
            #expect(mails.map(\.to.text).sorted() == ["admin@example.com", "owner@example.com"])
            let link = "https://books.example.com/admin/webhooks/\(made.id)/"
            #expect(mails.allSatisfy { $0.text.contains(link) && $0.text.contains("127.0.0.1") })
        }
    }
}
