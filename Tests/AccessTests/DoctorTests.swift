import App
import BooksTestSupport
import PostgresClient
import Testing

@Suite struct `The doctor` {
    /// Finds what each statement breaks, and nothing of it before.
    @Test(arguments: [
        ("in another schema", "GRANT SELECT ON OTHER.ar_entry TO OURS"),
        ("no rights in another schema", "GRANT UPDATE ON public.users TO OURS"),
        ("cannot log in", "ALTER ROLE OURS LOGIN"),
        ("cannot log in", "ALTER ROLE OURS BYPASSRLS"),
        ("roles own nothing", "ALTER TABLE OTHER.ar_note OWNER TO OURS"),
        ("row-level security", "ALTER TABLE public.memberships DISABLE ROW LEVEL SECURITY"),
        ("shared schema", "GRANT CREATE ON SCHEMA public TO PUBLIC"),
        ("have this version", "DELETE FROM OTHER.schema_migration WHERE number = 1"),
    ])
    func `finds what is broken`(_ check: String, _ statement: String) async throws {
        try await AccessSite.use { site in
            let doctor = Doctor(
                site.database, configuration: try Configuration { site.settings[$0] })
            #expect(try await Self.finding(doctor, check).isWell)
            let tenants = try await site.services.directory.all()
            let ours = try #require(tenants.first { $0.name.text == AccessSite.tenant })
            let other = try #require(tenants.first { $0.name.text == "other" })
            let broken = statement.replacing("OURS", with: ours.role.name)
                .replacing("OTHER", with: other.schema.name)
            try await site.breaking(broken)
            let finding = try await Self.finding(doctor, check)
            #expect(!finding.isWell)
            #expect(!finding.details.isEmpty)
        }
    }

    private static func finding(_ doctor: Doctor, _ check: String) async throws -> Doctor.Finding {
        try #require(try await doctor.examine().first { $0.check.contains(check) })
    }
}
