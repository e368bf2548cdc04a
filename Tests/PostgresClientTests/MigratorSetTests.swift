import Foundation
import Testing

@testable import PostgresClient

@Suite
struct `A set of migrations` {
    private func file(_ feature: String, _ number: Int) throws -> MigrationFile {
        let sql = try SQLFile(embedded: Array("SELECT 1".utf8))
        return MigrationFile(feature: feature, number: number, name: "step", sql: sql)
    }

    @Test func `keeps the features in the order given`() throws {
        let set = try MigrationSet(joining: [
            MigrationSet([file("ledger", 1), file("ledger", 2)]), MigrationSet([file("base", 1)]),
        ])
        #expect(
            set.files.map(\.title) == ["ledger/0001_step", "ledger/0002_step", "base/0001_step"])
    }

    @Test func `refuses gaps and doubles`() throws {
        let (one, two, three) = try (file("a", 1), file("a", 2), file("a", 3))
        for (files, culprit) in [
            ([one, three], "a/0003_step"), ([two], "a/0002_step"),
            ([one, two, two], "a/0002_step"),
        ] {
            #expect(throws: MigrationError.numbering(culprit)) { try MigrationSet(files) }
        }
        #expect(throws: MigrationError.numbering("a/0001_step")) {
            try MigrationSet(joining: [MigrationSet([one]), MigrationSet([one])])
        }
    }

    @Test func `is read from numbered files`() async throws {
        try await EmbeddedPlayground.use { place in
            func write(_ name: String, _ text: String) throws {
                try Data(text.utf8).write(to: URL(filePath: "\(place.directory)/\(name)"))
            }
            try write("0002_more.sql", "SELECT 2")
            try write("0001_first_tables.sql", "SELECT 1")
            try write("README.md", "no migration")
            let set = try MigrationSet.load(directory: place.directory, feature: "ledger")
            #expect(set.files.map(\.title) == ["ledger/0001_first_tables", "ledger/0002_more"])
            #expect(set.files.map(\.sql.text) == ["SELECT 1", "SELECT 2"])

            try write("3_short.sql", "SELECT 3")
            #expect(throws: MigrationError.fileName("l/3_short.sql")) {
                try MigrationSet.load(directory: place.directory, feature: "l")
            }
            #expect(throws: MigrationError.unreadable("l")) {
                try MigrationSet.load(directory: "\(place.directory)/missing", feature: "l")
            }
        }
    }
}
