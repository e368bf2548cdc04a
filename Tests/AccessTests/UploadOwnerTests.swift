import Kernel
import Receivables
import Tenancy
import Testing

@Suite struct `A file that a key sent` {
    @Test func `is not there for another key of the same name`() async throws {
        try await AccessSite.use { site in
            let (one, other) = (
                Scope.unrestricted(site.scope.tenant, actor: .program(id: 1, name: "night")),
                Scope.unrestricted(site.scope.tenant, actor: .program(id: 2, name: "night"))
            )
            let upload = try await AccessSite.upload(site.parts, one)
            let uploads = site.parts.uploads
            #expect(try await uploads.find(one, upload.token).token == upload.token)
            #expect(try await uploads.unfinished(other).isEmpty)
            await #expect(throws: ImportUploadError.self) {
                _ = try await uploads.find(other, upload.token)
            }
            await #expect(throws: ImportUploadError.self) {
                try await uploads.remove(other, upload.token)
            }
            try await uploads.remove(one, upload.token)
        }
    }
}
