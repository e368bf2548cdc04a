import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// Whoever is limited to some customers sends requests again like everybody, and is answered what
/// they were answered themselves, for these customers.
@Suite struct `Requests that somebody with a portfolio sends again` {
    private struct Story {
        let books: Books
        let mine: CustomerID
        let groups: [Int64]

        func scope(_ person: Int64 = 7, _ groups: [Int64]? = nil) -> Scope {
            Scope(
                tenant: books.tenant, actor: .person(id: person, email: "p\(person)@example.com"),
                grant: Grant(
                    permissions: [.readReceivables, .writeNotes],
                    portfolio: Portfolio(groups: Set(groups ?? [self.groups[0]]))))
        }

        /// Writes a note on the customer of the first group.
        func note(_ scope: Scope, _ text: String, key: String) async throws -> OnceAnswer {
            var digest = Array(text.utf8.prefix(32))
            digest += Array(repeating: 0, count: 32 - digest.count)
            let id = mine.rawValue
            return try await OnceService(database: books.database).perform(
                scope, OnceRequest(key: key, digest: digest)
            ) { connection in
                let insert: Query = """
                    INSERT INTO ar_note (customer_id, recorded_at, actor, text)
                    VALUES (\(id), now(), 'x', \(text))
                    """
                try connection.execute(insert)
                return OnceAnswer(status: 201, body: Array(text.utf8), path: "/1/")
            }
        }

        func count() async throws -> Int64 {
            try await books.database.read(books.scope, "SELECT count(*) FROM ar_note")
                .single().int64(0)
        }

        func seen(_ scope: Scope) async throws -> [String] {
            try await books.database.read(scope, "SELECT key FROM api_request ORDER BY key")
                .map { try $0.string(0) }
        }
    }

    private static func use(_ body: (Story) async throws -> Void) async throws {
        try await Books.use { books in
            let ids = try await books.customers.create(
                books.scope,
                [
                    CustomerDraft(code: "mine", name: "Mine", group: "North"),
                    CustomerDraft(code: "other", name: "Other", group: "South"),
                ])
            let groups = try await books.database.read(
                books.scope, "SELECT id FROM ar_customer_group ORDER BY name"
            ).map { try $0.int64(0) }
            try await body(Story(books: books, mine: ids[0], groups: groups))
        }
    }

    @Test func `are done once and answered alike`() async throws {
        try await Self.use { story in
            let first = try await story.note(story.scope(), "hello", key: "k")
            let again = try await story.note(story.scope(), "hello", key: "k")
            #expect(!first.isReplay && again.isReplay)
            #expect(again.body == Array("hello".utf8) && again.status == 201)
            #expect(again.path == "/1/")
            #expect(try await story.count() == 1)
            await #expect(throws: OnceError.keyUsed) {
                try await story.note(story.scope(), "something else", key: "k")
            }
        }
    }

    @Test func `meet nobody else's`() async throws {
        try await Self.use { story in
            let everybody = Scope.unrestricted(
                story.books.tenant, actor: .person(id: 9, email: "p9@example.com"))
            for scope in [story.scope(), story.scope(8), everybody] {
                let answer = try await story.note(scope, "hello", key: "k")
                #expect(!answer.isReplay)
            }
            _ = try await story.note(story.scope(8), "more", key: "theirs")
            #expect(try await story.seen(story.scope()) == ["k"])
            #expect(try await story.seen(story.scope(8)) == ["k", "theirs"])
            #expect(try await story.seen(story.scope(10)).isEmpty)
            // Not by what a statement claims either.
            let forged: Query = """
                INSERT INTO api_request (actor_kind, actor_id, key, digest)
                VALUES ('person', 8, 'forged', decode(repeat('00', 32), 'hex'))
                """
            await #expect(throws: (any Error).self) {
                _ = try await story.books.database.write(story.scope(), [forged])
            }
        }
    }

    @Test func `are answered no more when their sender sees other customers now`() async throws {
        try await Self.use { story in
            let answer = try await story.note(story.scope(), "of North", key: "k")
            #expect(!answer.isReplay)
            let both = story.scope(7, story.groups)
            #expect(try await story.seen(both).isEmpty)
            for scope in [story.scope(7, [story.groups[1]]), both] {
                await #expect(throws: OnceError.keyUsed) {
                    try await story.note(scope, "of North", key: "k")
                }
            }
            let unlimited = Scope.unrestricted(
                story.books.tenant, actor: .person(id: 5, email: "p5@example.com"))
            _ = try await story.note(unlimited, "of all", key: "k")
            await #expect(throws: OnceError.keyUsed) {
                try await story.note(story.scope(5), "of all", key: "k")
            }
        }
    }
}
