import BooksTestSupport
import Foundation
import Kernel
import PostgresClient
import Testing

@testable import Identity

/// Seeds of many people in the database, under keys in a file of the test's own.
private struct Safe: Sendable {
    static let column = SecretColumn.secondFactorSeed

    let people: People
    let box: SecretBox
    let file: SecretFile
    let users: [ID<User>]

    var rotation: SecretRotation {
        SecretRotation(box: box, owner: people.books.installation.owner)
    }

    static func use(
        count: Int = 250, _ body: (Safe) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countinghouse-safe-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await People.use { people in
            let rows = try await people.books.installation.owner.query(
                """
                INSERT INTO public.users (email, name)
                SELECT 'u' || n || '@example.com', 'u' FROM generate_series(1, \(count)) AS n
                RETURNING id
                """)
            let file = SecretFile("secrets.key", in: directory)
            let safe = Safe(
                people: people, box: SecretBox(.file(file)), file: file,
                users: try rows.map { try $0.decode(0) })
            for user in safe.users { try await safe.put(user) }
            try await body(safe)
        }
    }

    static func plain(_ user: ID<User>) -> [UInt8] { Array("seed of \(user)".utf8) }

    func put(_ user: ID<User>) async throws {
        try await people.books.pool.transaction { connection in
            let sealed = try box.seal(
                Self.plain(user), for: Self.column, row: user.rawValue, on: connection)
            let insert: Query = """
                INSERT INTO public.second_factors (user_id, seed, confirmed_at)
                VALUES (\(user), \(PostgresValue.bytes(sealed)), now())
                ON CONFLICT (user_id) DO UPDATE SET seed = excluded.seed
                """
            try connection.execute(insert)
        }
    }

    func sealed(_ user: ID<User>) async throws -> [UInt8] {
        try await people.books.pool.query(
            "SELECT seed FROM public.second_factors WHERE user_id = \(user)"
        ).single().decode(0)
    }

    func opens(_ user: ID<User>, with box: SecretBox? = nil) async throws -> Bool {
        let value = try await sealed(user)
        return try (box ?? self.box).open(value, of: Self.column, row: user.rawValue)
            == Self.plain(user)
    }

    func countOpened() async throws -> Int {
        // Like another server, which has seen no key yet.
        let fresh = SecretBox(.file(file))
        var count = 0
        for user in users where try await opens(user, with: fresh) { count += 1 }
        return count
    }

    func keys() async throws -> [String] {
        try await rotation.status().keys.map(\.description)
    }
}

@Suite struct `Changing the key` {
    @Test func `encrypts everything anew and drops the old one`() async throws {
        try await Safe.use { safe in
            let before = try await safe.keys()
            let first = try await safe.sealed(safe.users[0])
            let outcome = try await safe.rotation.run()
            #expect(outcome.count == 250 && !outcome.isResumed)
            #expect(outcome.dropped.map(\.description) == before)
            let status = try await safe.rotation.status()
            #expect(status.keys.map(\.description) == ["\(outcome.current)"])
            #expect(status.usages(of: "\(outcome.current)").map(\.count) == [250])
            #expect(status.missing.isEmpty)
            #expect(try await safe.sealed(safe.users[0]) != first)
            #expect(try await safe.countOpened() == 250)
        }
    }

    @Test func `goes on after an interruption, wherever it came`() async throws {
        try await Safe.use { safe in
            for _ in 1...2 {
                let task = Task { [rotation = safe.rotation] in
                    try await rotation.run { done in
                        if done >= 100 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                let ended = await task.result
                #expect(throws: (any Error).self) { try ended.get() }
                #expect(try await safe.keys().count == 2)
                // Half of it is under either key, and all of it can be read.
                #expect(try await safe.rotation.status().usages.count == 2)
                #expect(try await safe.countOpened() == 250)
            }
            let outcome = try await safe.rotation.run()
            #expect(outcome.isResumed && outcome.dropped.count == 1)
            #expect(try await safe.keys() == ["\(outcome.current)"])
            #expect(try await safe.countOpened() == 250)
        }
    }

    @Test func `disturbs nobody who reads or writes meanwhile`() async throws {
        try await Safe.use { safe in
            let isDone = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !isDone.isSet {
                        for user in safe.users.prefix(40) {
                            let isOpen = try await safe.opens(user)
                            #expect(isOpen)
                        }
                    }
                }
                group.addTask {
                    // Another server, whose keys are those of before the change.
                    let other = Safe(
                        people: safe.people, box: SecretBox(.file(safe.file)), file: safe.file,
                        users: [])
                    while !isDone.isSet {
                        for user in safe.users.suffix(10) { try await other.put(user) }
                    }
                }
                for _ in 0..<3 { _ = try await safe.rotation.run() }
                isDone.set()
                try await group.waitForAll()
            }
            #expect(try await safe.keys().count == 1)
            #expect(try await safe.countOpened() == 250)
        }
    }

    @Test func `keeps a key that a value still needs, and says so`() async throws {
        try await Safe.use(count: 3) { safe in
            // A value of another row: it cannot be read, and must not be lost either.
            let strange = try await safe.sealed(safe.users[0])
            try await safe.people.books.installation.owner.execute(
                """
                UPDATE public.second_factors SET seed = \(PostgresValue.bytes(strange))
                WHERE user_id = \(safe.users[1])
                """)
            let old = try await safe.keys()
            await #expect {
                try await safe.rotation.run()
            } throws: { error in
                guard case SecretError.notRotated(let count, _, let row)? = error as? SecretError
                else { return false }
                return count == 1 && row == safe.users[1].rawValue
            }
            #expect(try await safe.keys().suffix(1) == old[...])
            #expect(try await safe.opens(safe.users[2]))
            #expect(try await safe.sealed(safe.users[1]) == strange)
        }
    }

    @Test func `is done by one process at a time`() async throws {
        try await Safe.use(count: 1) { safe in
            _ = try await safe.file.alone {
                await #expect(throws: SecretFileError.self) { try await safe.rotation.run() }
            }
        }
    }

    @Test func `with keys from a setting says which one is needed no more`() async throws {
        try await Safe.use(count: 2) { safe in
            let keyring = try #require(try safe.box.source.keyring())
            let box = SecretBox(.setting(keyring.renewed()))
            let rotation = SecretRotation(box: box, owner: safe.people.books.installation.owner)
            let outcome = try await rotation.run()
            #expect(outcome.dropped == [keyring.current.id] && outcome.count == 2)
            #expect(try await safe.opens(safe.users[0], with: box))
            // The file is somebody else's.
            #expect(try safe.box.source.keyring()?.current.id == keyring.current.id)
        }
    }
}
