import BooksTestSupport
import PostgresClient
import Tenancy
import Testing

@Suite struct `The proof of the records` {
    @Test func `fails when they have waited for their seal for more than a minute`() async throws {
        try await InstallationFixture.use { installation in
            let program = try Program(settings: installation.settings)
            #expect(try program.run("tenant", "create", "acme").status == 0)
            try await installation.administer { connection in
                try connection.execute(
                    "UPDATE public.audit_events SET at = at - interval '2 minutes'")
            }
            let late = try program.run("audit", "verify")
            #expect(late.status == 1, "\(late)")
            #expect(late.errors.contains("for more than a minute"), "\(late)")
            #expect(late.errors.contains("countinghouse audit seal"), "\(late)")
            let json = try program.run("audit", "verify", "--json").json()
            #expect(json["ok"] as? Bool == false && json["late"] as? Bool == true)

            #expect(try program.run("audit", "seal").status == 0)
            let sealed = try program.run("audit", "verify")
            #expect(sealed.status == 0 && sealed.errors.isEmpty, "\(sealed)")
        }
    }
}
