import Foundation
import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `Everything of a company` {
    private struct Manifest: Decodable {
        struct Table: Decodable {
            let file: String
            let rows: Int
        }

        struct SignOn: Decodable {
            let issuer: String
            let hasSecret: Bool
        }

        let secondFactorRoles: [String]
        let signOn: SignOn
        let records: [Table]
    }

    /// The archive's files are stored or packed; Python reads either.
    static func read(_ file: String, of path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
            path, file,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }

    @Test func `has its keys, roles, policy, provider and records, and no secret`() async throws {
        try await AccessSite.use { site in
            let secret = ["Planted", "Client", "94"].joined(separator: "-")
            try await site.services.signOn.set(
                site.adminScope,
                SignOnDraft(
                    issuer: "https://login.example.com", clientID: "us", secret: secret,
                    defaultRole: nil), isChecked: false, at: .now())
            try await site.services.security.ask(site.adminScope, secondFactorOf: [.admin])
            let key = try await site.services.keys.create(
                site.adminScope, name: "night import", permissions: [.importData], days: 1,
                at: .now())
            _ = try await site.webhook()
            _ = try await site.job(isCancelled: false)
            let victim = try await site.resetVictim()
            let id = try #require(ID<User>(victim))
            try await site.services.members.change(site.adminScope, id, to: .collector)
            let path = "\(site.directory)/everything.zip"
            try await site.services.archive.write(site.adminScope, to: path)
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let manifest = try decoder.decode(
                Manifest.self, from: Self.read("manifest.json", of: path))
            #expect(manifest.secondFactorRoles == ["admin"])
            #expect(manifest.signOn.issuer == "https://login.example.com")
            #expect(manifest.signOn.hasSecret)
            #expect(
                manifest.records.map(\.file) == [
                    "keys.jsonl", "roles.jsonl", "audit.jsonl", "webhooks.jsonl", "jobs.jsonl",
                    "invitations.jsonl",
                ])
            var all = ""
            for table in manifest.records {
                let text = String(decoding: try Self.read(table.file, of: path), as: UTF8.self)
                let lines = text.split(separator: "\n")
                #expect(lines.count == table.rows, "\(table.file)")
                #expect(table.rows > 0 || table.file == "invitations.jsonl", "\(table.file)")
                for line in lines {
                    _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
                }
                all += text
            }
            for part in [
                "night import", "member.role_changed", AccessSite.victim, "key.created",
                "import.finished",
            ] {
                #expect(all.contains(part), "\(part)")
            }
            for hidden in [secret, key.secret.text, "token_hash", "password_hash"] {
                #expect(!all.contains(hidden))
            }
            // Nothing of another company.
            #expect(!all.contains("stranger@example.com"))
        }
    }

    @Test func `is for its maker alone to read, and never without a record`() async throws {
        try await AccessSite.use { site in
            let path = "\(site.directory)/everything.zip"
            try await site.services.archive.write(site.adminScope, to: path)
            let files = FileManager.default
            let mode = try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(!files.fileExists(atPath: path + ".parts"))
            // What is there stays.
            await #expect(throws: (any Error).self) {
                try await site.services.archive.write(site.adminScope, to: path)
            }
            try await site.owner.execute(
                """
                ALTER TABLE public.audit_events ADD CONSTRAINT none_today
                    CHECK (action <> 'export.made') NOT VALID
                """)
            let unrecorded = "\(site.directory)/unrecorded.zip"
            await #expect(throws: (any Error).self) {
                try await site.services.archive.write(site.adminScope, to: unrecorded)
            }
            #expect(!files.fileExists(atPath: unrecorded))
            #expect(!files.fileExists(atPath: unrecorded + ".parts"))
        }
    }
}
