import Foundation
import Testing

@testable import PostgresClient

@Suite
struct `The migrations of this project` {
    /// Tables outside the tenants' schemas that a foreign key may point at.
    private static let referenceTables: Set<String> = []
    /// Files that may have triggers: shared tables stay on one server, and what follows from the end
    /// or the beginning of a membership, or of a password, does so whoever ends or begins it.
    private static let withTriggers = [
        "Webhooks/Migrations/0001_endpoints.sql", "Identity/Migrations/0001_identity.sql",
        "Identity/Migrations/0002_second_factor.sql",
        "Identity/Migrations/0003_mail_and_oidc.sql",
    ]

    private static var files: [URL] {
        get throws {
            let sources = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Sources")
            let targets = try FileManager.default.contentsOfDirectory(
                at: sources, includingPropertiesForKeys: nil)
            return targets.flatMap { target in
                let directory = target.appending(path: "Migrations")
                let names = try? FileManager.default.contentsOfDirectory(
                    at: directory, includingPropertiesForKeys: nil)
                return (names ?? []).filter { $0.pathExtension == "sql" }
            }
        }
    }

    @Test func `keep to the rules`() throws {
        let lint = MigrationLint(referenceTables: Self.referenceTables)
        for file in try Self.files {
            let mayHaveTriggers = Self.withTriggers.contains { file.path().hasSuffix($0) }
            let findings = lint.findings(in: try String(contentsOf: file, encoding: .utf8))
                .filter { !($0.rule == .trigger && mayHaveTriggers) }
            #expect(findings.isEmpty, "\(file.lastPathComponent): \(findings)")
        }
    }

    @Test func `are called by number and name`() throws {
        for file in try Self.files {
            #expect(
                MigrationFile.parse(fileName: file.lastPathComponent) != nil,
                "\(file.lastPathComponent)")
        }
    }
}
