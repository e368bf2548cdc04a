import App
import AppTestSupport
import BooksTestSupport
import Foundation
import PostgresClient
import Tenancy
import Testing

@Suite struct `The doctor` {
    private typealias Breaking = @Sendable (_ ours: Tenant, _ other: Tenant) -> Query

    /// What is broken, and the check that must find it.
    private static let breakings: [(String, Breaking)] = [
        (
            "in another schema",
            {
                "GRANT SELECT ON \(identifier: $1.schema).ar_entry TO \(identifier: $0.role)"
            }
        ),
        (
            "in another schema",
            { ours, _ in "GRANT UPDATE ON public.users TO \(identifier: ours.role)" }
        ),
        ("cannot log in", { ours, _ in "ALTER ROLE \(identifier: ours.role) LOGIN" }),
        ("cannot log in", { _, other in "ALTER ROLE \(identifier: other.role) BYPASSRLS" }),
        (
            "roles own nothing",
            {
                "ALTER TABLE \(identifier: $1.schema).ar_note OWNER TO \(identifier: $0.role)"
            }
        ),
        (
            "row-level security",
            { _, _ in "ALTER TABLE public.memberships DISABLE ROW LEVEL SECURITY" }
        ),
        ("shared schema", { _, _ in "GRANT CREATE ON SCHEMA public TO PUBLIC" }),
        (
            "have this version",
            {
                "DELETE FROM \(identifier: $1.schema).schema_migration WHERE \($0.id) > 0 AND number = 1"
            }
        ),
    ]

    @Test func `finds what is broken and nothing before`() async throws {
        try await OpenedProgram.use { program in
            let doctor = Doctor(program.database, configuration: program.configuration)
            try await look(program.books, doctor, program.directory)
        }
    }

    private func look(_ books: Books, _ doctor: Doctor, _ directory: String) async throws {
        let other = try await books.installation.tenants.create(
            TenantSettings(
                name: TenantName("other"), currency: Books.base, timeZone: books.tenant.timeZone))
        for (check, breaking) in Self.breakings {
            let before = try await Self.details(doctor, check)
            let statement = breaking(books.tenant, other)
            try await books.installation.administer { try $0.execute(statement) }
            let after = try await Self.details(doctor, check)
            #expect(after.count > before.count, "\(check): \(before) → \(after)")
        }
        try await sealing(books, doctor)
        #expect(try await Self.details(doctor, "Files with keys") == [])
        let key = "\(directory)/secrets.key"
        try Data("k".utf8).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        #expect(try await Self.details(doctor, "Files with keys") == ["secrets.key"])
    }

    private func sealing(_ books: Books, _ doctor: Doctor) async throws {
        try await books.installation.administer { connection in
            try connection.execute("TRUNCATE public.audit_waiting")
        }
        try await books.database.record(books.scope, AuditEvent(.noteAdded))
        let before = try await Self.details(doctor, "sealed within a minute")
        #expect(before == [])
        try await books.installation.administer { connection in
            try connection.execute(
                """
                UPDATE public.audit_events SET at = at - interval '2 minutes'
                WHERE id IN (SELECT event_id FROM public.audit_waiting)
                """)
        }
        let after = try await Self.details(doctor, "sealed within a minute")
        #expect(after.count == 1 && after[0].hasPrefix("1 wait for their seal, since "))
    }

    private static func details(_ doctor: Doctor, _ check: String) async throws -> [String] {
        let finding = try #require(try await doctor.examine().first { $0.check.contains(check) })
        #expect(finding.isWell == finding.details.isEmpty)
        return finding.details
    }
}
