import HTTPTypes
import Kernel
import Tenancy
import Testing

@testable import WebSupport

/// Numbers of things begin at one in each company: what a page of one says means something else in
/// the other, which its reader may have chosen in another tab since.
@Suite struct `A page about a company` {
    private static let both = ["acme", "beta"]
    private static let choice: HTTPFields = [.cookie: "ch_tenant=beta"]

    @Test(arguments: ["/form", "/file"])
    func `does nothing in another one`(path: String) async throws {
        let site = try LateBodySite(Self.both)
        let status = try await site.send(to: path, Self.choice, then: Self.both, page: ".1")
        #expect(status == .conflict)
        #expect(site.taken == [])
    }

    @Test(arguments: ["/form", "/file"], ["", ".2"])
    func `does what it is for`(path: String, page: String) async throws {
        let site = try LateBodySite(Self.both)
        let status = try await site.send(to: path, Self.choice, then: Self.both, page: page)
        #expect(status == .ok)
        #expect(site.taken == ["beta"])
    }

    @Test(arguments: [".", ".0", ".x", ".2.2", "2", ".-2"])
    func `says which one, or is not ours`(page: String) async throws {
        let site = try LateBodySite(Self.both)
        let status = try await site.send(to: "/form", Self.choice, then: Self.both, page: page)
        #expect(status == .forbidden)
        #expect(site.taken == [])
    }

    @Test func `has its company's number behind the visitor's token`() {
        #expect(RequestToken.text("abc", of: ID(7)) == "abc.7")
        #expect(RequestToken.text("abc", of: nil) == "abc")
        // Nobody is logged in.
        #expect(RequestToken.text("", of: ID(7)) == "")
    }
}
