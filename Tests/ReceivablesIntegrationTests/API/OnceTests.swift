import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Synchronization
import Tenancy
import Testing

/// A request that is sent again, at once, by others or with another body.
@Suite struct `Requests that may be sent again` {
    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    private static func digest(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(32))
        bytes += Array(repeating: 0, count: 32 - bytes.count)
        return bytes
    }

    private static func post(
        _ books: Books, _ scope: Scope, _ customer: CustomerID, key: String?, number: String
    ) async throws -> OnceAnswer {
        let once = OnceService(database: books.database)
        let request = try key.map { try OnceRequest(key: $0, digest: digest(number)) }
        let draft = DocumentDraft(
            kind: .invoice, customer: customer, number: number, date: "2026-01-01",
            amount: "10.00 USD")
        let posting = books.posting
        return try await once.perform(scope, request) { connection in
            let ids = try posting.book(
                scope, [NewDocument(draft)], today: draft.date, on: connection)
            return OnceAnswer(status: 201, body: Array("\(ids[0])".utf8), path: "/\(ids[0])/")
        }
    }

    private static func count(_ books: Books) async throws -> Int64 {
        try await books.database.read(books.scope, "SELECT count(*) FROM ar_document")
            .single().int64(0)
    }

    @Test func `twenty at once with one key make one document`() async throws {
        try await Books.use(connections: 8) { books in
            let customer = try await books.customer("Ann")
            let answers = try await withThrowingTaskGroup(of: OnceAnswer.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        try await Self.post(
                            books, books.scope, customer, key: "k", number: "R-1")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try await Self.count(books) == 1)
            #expect(Set(answers.map(\.body)).count == 1)
            #expect(answers.count { !$0.isReplay } == 1)
            #expect(Set(answers.map(\.path)).count == 1)
        }
    }

    @Test func `the same key with something else is refused, and nothing is done`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            _ = try await Self.post(books, books.scope, customer, key: "k", number: "R-1")
            await #expect(throws: OnceError.keyUsed) {
                try await Self.post(books, books.scope, customer, key: "k", number: "R-2")
            }
            #expect(try await Self.count(books) == 1)
        }
    }

    @Test func `what was refused leaves its key free`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            _ = try await Self.post(books, books.scope, customer, key: nil, number: "R-1")
            await #expect(throws: PostingError.duplicateNumber) {
                try await Self.post(books, books.scope, customer, key: "k", number: "R-1")
            }
            let answer = try await Self.post(
                books, books.scope, customer, key: "k", number: "R-2")
            #expect(!answer.isReplay)
        }
    }

    @Test(arguments: [nil, "k"] as [String?])
    func `what the database ends for somebody else's sake is begun again`(
        key: String?
    ) async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            let once = OnceService(database: books.database)
            let posting = books.posting
            let request = try key.map { try OnceRequest(key: $0, digest: Self.digest("")) }
            let draft = DocumentDraft(
                kind: .invoice, customer: customer, number: "R-1", date: "2026-01-01",
                amount: "10.00 USD")
            let report = ServerDiagnostic(sqlState: .deadlock, message: "")
            for (losses, isDone) in [(PostgresPool.triesMax, false), (2, true)] {
                let tries = Counter()
                let work: @Sendable (isolated TenantConnection) throws -> OnceAnswer = {
                    connection in
                    let ids = try posting.book(
                        books.scope, [NewDocument(draft)], today: draft.date, on: connection)
                    if tries.next() <= losses { throw PostgresError.deadlock(report) }
                    return OnceAnswer(status: 201, body: Array("\(ids[0])".utf8))
                }
                if isDone {
                    let answer = try await once.perform(books.scope, request, work)
                    #expect(!answer.isReplay)
                } else {
                    await #expect(throws: PostgresError.deadlock(report)) {
                        try await once.perform(books.scope, request, work)
                    }
                }
                #expect(tries.count == min(losses + 1, PostgresPool.triesMax))
                #expect(try await Self.count(books) == (isDone ? 1 : 0))
            }
        }
    }

    @Test func `keys of different people do not meet`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            for (id, number) in [(Int64(1), "R-1"), (2, "R-2")] {
                let scope = Scope.unrestricted(
                    books.tenant, actor: .person(id: id, email: "p\(id)@example.com"))
                let answer = try await Self.post(
                    books, scope, customer, key: "k", number: number)
                #expect(!answer.isReplay)
            }
            #expect(try await Self.count(books) == 2)
        }
    }

    @Test func `answers are forgotten after their days`() async throws {
        try await Books.use { books in
            let customer = try await books.customer("Ann")
            for key in ["old", "new"] {
                _ = try await Self.post(books, books.scope, customer, key: key, number: key)
            }
            let age: Query = """
                UPDATE api_request SET recorded_at = now() - interval '73 hours' WHERE key = 'old'
                """
            _ = try await books.database.write(books.scope, [age])
            try await OnceService(database: books.database).prune(books.scope)
            let left = try await books.database.read(books.scope, "SELECT key FROM api_request")
            #expect(try left.map { try $0.string(0) } == ["new"])
        }
    }

    @Test(arguments: ["", "a b", "é", String(repeating: "x", count: 201)])
    func `keys that are none are refused`(key: String) {
        #expect(throws: OnceError.key) {
            try OnceRequest(key: key, digest: Array(repeating: 0, count: 32))
        }
    }
}
