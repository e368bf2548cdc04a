import BooksTestSupport
import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `A company that asks for a second factor` {
    @Test func `is not among the companies of whoever has none`() async throws {
        try await APISite.use { site in
            let group = try await site.parts.services.groups.create(site.scope, "mine")
            let bearer = try await site.limited(to: group.rawValue)
            let path = "/api/v1/tenants/"
            #expect(try await site.get(path, as: bearer).texts("name") == [Books.tenantName])
            try await site.parts.services.security.ask(site.scope, secondFactorOf: [.collector])
            let after = try await site.get(path, as: bearer)
            #expect(after.status == 200 && after.items.isEmpty)
            let one = try await site.get("\(path)\(Books.tenantName)/", as: bearer)
            #expect(one.status == 403 && one.code == "second_factor_missing")
        }
    }
}
