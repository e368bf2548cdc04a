import HTTPTypes
import Testing

@testable import WebSupport

@Suite struct `A body that comes late` {
    private static let choice: HTTPFields = [.cookie: "ch_tenant=acme"]

    /// Its sender chose a company, and was taken out of that one while they belong to another.
    @Test(arguments: ["/form", "/file"])
    func `is not taken into the company that its sender is left with`(path: String) async throws {
        let site = try LateBodySite(["acme", "beta"])
        let status = try await site.send(to: path, Self.choice, then: ["beta"])
        #expect(status == .forbidden)
        #expect(site.taken == [])
    }

    @Test(arguments: ["/form", "/file"])
    func `is not taken into another than the one that it names`(path: String) async throws {
        let site = try LateBodySite(["acme", "beta"])
        let status = try await site.send(to: path, [HeaderNames.tenant: "acme"], then: ["beta"])
        #expect(status == .forbidden)
        #expect(site.taken == [])
    }

    /// Nothing of the request names a company: it was begun in the only one that they had.
    @Test(arguments: ["/form", "/file"])
    func `is not taken into the company that its sender came to instead`(
        path: String
    ) async throws {
        let site = try LateBodySite(["acme"])
        let status = try await site.send(to: path, then: ["beta"])
        #expect(status == .forbidden)
        #expect(site.taken == [])
    }

    @Test(arguments: ["/form", "/file"])
    func `is refused where its sender is left with none`(path: String) async throws {
        let site = try LateBodySite(["acme"])
        let status = try await site.send(to: path, then: [])
        #expect(status == .forbidden)
        #expect(site.taken == [])
    }

    @Test(arguments: ["/form", "/file"], [["acme"], ["acme", "beta"]])
    func `is taken into its company by whoever still belongs to it`(
        path: String, left: [String]
    ) async throws {
        let site = try LateBodySite(["acme", "beta"])
        let status = try await site.send(to: path, Self.choice, then: left)
        #expect(status == .ok)
        #expect(site.taken == ["acme"])
    }

    /// Which of two was meant nobody said, and that one of them is left says it no more.
    @Test func `is not taken into one of two that its sender did not choose`() async throws {
        let site = try LateBodySite(["acme", "beta"])
        #expect(try await site.send(to: "/form", then: ["beta"]) == .badRequest)
        #expect(site.taken == [])
    }

    /// The choice of a company that they left, or that has another name now, counts as none.
    @Test(arguments: ["/form", "/file"])
    func `is taken whatever was chosen long ago`(path: String) async throws {
        let site = try LateBodySite(["beta"])
        let status = try await site.send(to: path, Self.choice, then: ["beta"])
        #expect(status == .ok)
        #expect(site.taken == ["beta"])
    }
}
