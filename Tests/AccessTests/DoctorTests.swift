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
        // Ours is that of every copy of the template, which other tests look at.
        (
            "cannot log in",
            { _, other in
                let role = (try? Identifier(other.portfolioRoleName)) ?? other.role
                return "ALTER ROLE \(identifier: role) LOGIN"
            }
        ),
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
        try await DoctorSite.use { site in
            for (check, breaking) in Self.breakings {
                let before = try await site.details(check)
                let statement = breaking(site.ours, site.other)
                try await site.books.installation.administer { try $0.execute(statement) }
                let after = try await site.details(check)
                #expect(after.count > before.count, "\(check): \(before) → \(after)")
            }
            try await sealing(site)
        }
    }

    @Test func `finds keys that others can read, change or replace`() async throws {
        try await DoctorSite.use { site in
            let parent = "\(site.directory)/above"
            let directory = "\(parent)/data"
            let key = "\(directory)/secrets.key"
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            try Data("k".utf8).write(to: URL(fileURLWithPath: key))
            let doctor = try site.doctor(of: directory)
            let modes: [(file: String, right: Int, wrong: Int, line: String)] = [
                (key, 0o600, 0o640, "secrets.key may be read by others"),
                (key, 0o600, 0o602, "secrets.key may be changed by others"),
                (directory, 0o700, 0o777, "others may write into \(directory)"),
                (directory, 0o700, 0o770, "others may write into \(directory)"),
                (parent, 0o755, 0o777, "others may write into \(parent)"),
            ]
            for mode in modes { try Self.set(mode.right, mode.file) }
            let before = try await DoctorSite.details("Files with keys", of: doctor)
            #expect(before == [])
            for mode in modes {
                try Self.set(mode.wrong, mode.file)
                let found = try await DoctorSite.details("Files with keys", of: doctor)
                #expect(found.count == 1 && found[0].hasPrefix(mode.line), "\(found)")
                try Self.set(mode.right, mode.file)
            }
            // A sticky directory, as /tmp is, keeps what is there for its owner.
            try Self.set(0o1777, parent)
            let sticky = try await DoctorSite.details("Files with keys", of: doctor)
            #expect(sticky == [])
        }
    }

    /// Whoever owns a folder may rename what is in it, whatever its mode says to others.
    @Test(.enabled(if: geteuid() == 0, "only root gives folders away"))
    func `finds folders above the keys that another login owns`() async throws {
        try await DoctorSite.use { site in
            let parent = "\(site.directory)/above"
            let directory = "\(parent)/data"
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            let doctor = try site.doctor(of: directory)
            func found() async throws -> [String] {
                try await DoctorSite.details("Files with keys", of: doctor)
            }
            let other = uid_t(54_321)
            for mode in [0o755, 0o700, 0o1777] {
                try Self.set(mode, parent)
                try #require(chown(parent, other, gid_t.max) == 0)
                let faults = try await found()
                #expect(
                    faults == [
                        "\(parent) belongs to another login, which may replace the data directory"
                    ])
                // Its own owner may do so anyway.
                try #require(chown(directory, other, gid_t.max) == 0)
                #expect(try await !found().contains { $0.hasPrefix(parent + " belongs") })
                try #require(chown(directory, 0, gid_t.max) == 0)
                try #require(chown(parent, 0, gid_t.max) == 0)
            }
            #expect(try await found() == [])
        }
    }

    private static func set(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func sealing(_ site: DoctorSite) async throws {
        let books = site.books
        try await books.installation.administer { connection in
            try connection.execute("TRUNCATE public.audit_waiting")
        }
        try await books.database.record(books.scope, AuditEvent(.noteAdded))
        let before = try await site.details("sealed within a minute")
        #expect(before == [])
        try await books.installation.administer { connection in
            try connection.execute(
                """
                UPDATE public.audit_events SET at = at - interval '2 minutes'
                WHERE id IN (SELECT event_id FROM public.audit_waiting)
                """)
        }
        let after = try await site.details("sealed within a minute")
        #expect(after.count == 1 && after[0].hasPrefix("1 wait for their seal, since "))
    }
}
