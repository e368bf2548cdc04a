import Foundation
import Kernel
import Tenancy
import Testing

@testable import App

@Suite struct `The end of a company` {
    @Test func `takes the files with it that wait for it, and no others`() async throws {
        try await AccessSite.use { site in
            let spare = try await site.services.directory.resolve("spare")
            let theirs = Scope.unrestricted(spare, actor: .commandLine)
            let gone = try await AccessSite.upload(site.parts, theirs)
            let stays = try await AccessSite.upload(site.parts, site.scope)
            let folder = "\(site.directory)/uploads"
            func isThere(_ token: String) -> Bool {
                FileManager.default.fileExists(atPath: "\(folder)/\(token)")
            }
            #expect(isThere(gone.token.text) && isThere(stays.token.text))
            try await site.services.tenants.delete(theirs, at: .now())
            let day: Duration = .seconds(86_400)
            #expect(try await site.services.purgeTenants(at: Instant.now().adding(day)).isEmpty)
            #expect(isThere(gone.token.text))
            let purged = try await site.services.purgeTenants(at: Instant.now().adding(day * 31))
            #expect(purged == [spare.name])
            #expect(!isThere(gone.token.text) && isThere(stays.token.text))
        }
    }
}
