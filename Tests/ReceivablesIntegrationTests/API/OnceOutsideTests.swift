import BooksTestSupport
import Kernel
import PostgresClient
import Receivables
import Synchronization
import Tenancy
import Testing

/// Requests whose work no transaction holds: files, queues, what companies share.
@Suite struct `Requests that are done outside a transaction` {
    /// What was done, in its order.
    private final class Work: Sendable {
        private let done = Mutex<[String]>([])
        var names: [String] { done.withLock { $0 } }

        func answer(_ name: String, after pause: Duration = .zero) async throws -> OnceAnswer {
            try await Task.sleep(for: pause)
            done.withLock { $0.append(name) }
            return OnceAnswer(status: 202, body: Array(name.utf8), path: "/\(name)/")
        }
    }

    private static func request(_ text: String) throws -> OnceRequest {
        let bytes = Array(text.utf8.prefix(32))
        return try OnceRequest(
            key: "k", digest: bytes + Array(repeating: 0, count: 32 - bytes.count))
    }

    private static func scope(_ books: Books) -> Scope {
        .unrestricted(books.tenant, actor: .person(id: 1, email: "ann@example.com"))
    }

    /// A key that a server took, and never finished with.
    private static func take(_ books: Books, _ request: OnceRequest, until: Query) async throws {
        _ = try await books.database.write(
            scope(books),
            [
                """
                INSERT INTO api_request (actor_kind, actor_id, key, digest, begun_until)
                VALUES ('person', 1, \(request.key), \(request.digest), \(fragment: until))
                """
            ])
    }

    @Test func `twenty at once are done once, and answered alike`() async throws {
        try await Books.use(connections: 8) { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let request = try Self.request("file")
            let answers = try await withThrowingTaskGroup(of: OnceAnswer.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        try await once.performOutside(Self.scope(books), request) {
                            try await work.answer("file", after: .milliseconds(300))
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(work.names == ["file"])
            #expect(answers.allSatisfy { $0.body == Array("file".utf8) && $0.path == "/file/" })
            #expect(answers.count { !$0.isReplay } == 1)
        }
    }

    @Test func `what comes with the key of another is refused before it is done`() async throws {
        try await Books.use(connections: 4) { books in
            let (once, work) = (OnceService(database: books.database), Work())
            var refused = 0
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for name in ["a", "b"] {
                    let request = try Self.request(name)
                    group.addTask {
                        do {
                            _ = try await once.performOutside(Self.scope(books), request) {
                                try await work.answer(name, after: .milliseconds(200))
                            }
                            return false
                        } catch OnceError.keyUsed { return true }
                    }
                }
                for try await isRefused in group where isRefused { refused += 1 }
            }
            #expect(refused == 1 && work.names.count == 1)
        }
    }

    @Test func `what fails leaves its key free, also for something else`() async throws {
        try await Books.use { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let first = try Self.request("a")
            await #expect(throws: ImportUndoError.alreadyUndone) {
                try await once.performOutside(Self.scope(books), first) {
                    throw ImportUndoError.alreadyUndone
                }
            }
            let answer = try await once.performOutside(Self.scope(books), try Self.request("b")) {
                try await work.answer("b")
            }
            #expect(!answer.isReplay && work.names == ["b"])
        }
    }

    @Test func `what a killed server left is done by the next`() async throws {
        try await Books.use { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let request = try Self.request("file")
            try await Self.take(books, request, until: "now() - interval '1 second'")
            await #expect(throws: OnceError.keyUsed) {
                try await once.performOutside(Self.scope(books), try Self.request("other")) {
                    try await work.answer("other")
                }
            }
            let answer = try await once.performOutside(Self.scope(books), request) {
                try await work.answer("file")
            }
            #expect(!answer.isReplay && work.names == ["file"])
        }
    }

    @Test func `what is being done elsewhere is waited for, and not for ever`() async throws {
        try await Books.use { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let request = try Self.request("file")
            try await Self.take(books, request, until: "now() + interval '1 minute'")
            await #expect(throws: OnceError.underWay) {
                try await once.performOutside(
                    Self.scope(books), request, patience: .milliseconds(300)
                ) { try await work.answer("file") }
            }
            // Nor does a request that one transaction holds take its key.
            await #expect(throws: OnceError.keyUsed) {
                try await once.perform(Self.scope(books), request) { _ in OnceAnswer(status: 200) }
            }
            #expect(try await once.answer(to: request, Self.scope(books)) == nil)
            #expect(work.names.isEmpty)
        }
    }

    @Test func `what was promised and lost is done anew`() async throws {
        try await Books.use { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let request = try Self.request("file")
            for (isThere, isReplay) in [(true, false), (true, true), (false, false), (true, true)] {
                let answer = try await once.performOutside(
                    Self.scope(books), request, holds: { _ in isThere }
                ) { try await work.answer("file") }
                #expect(answer.isReplay == isReplay)
            }
            #expect(work.names.count == 2)
        }
    }

    /// The row of somebody who saw other customers then is hidden from them now.
    @Test func `a key of an earlier portfolio counts as used`() async throws {
        try await Books.use { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let request = try Self.request("file")
            let all = Self.scope(books)
            let limited = Scope(
                tenant: all.tenant, actor: all.actor,
                grant: Grant(
                    permissions: Portfolio.permissionsMax, portfolio: Portfolio(groups: [1])))
            _ = try await once.performOutside(all, request) { try await work.answer("file") }
            await #expect(throws: OnceError.keyUsed) {
                try await once.performOutside(limited, request) { try await work.answer("file") }
            }
            #expect(work.names == ["file"])
        }
    }

    /// Two who come back at once to what was lost: the second one finds what the first one did.
    @Test func `what was lost is done anew once, however many ask for it`() async throws {
        try await Books.use(connections: 8) { books in
            let (once, work) = (OnceService(database: books.database), Work())
            let (request, scope) = (try Self.request("file"), Self.scope(books))
            _ = try await once.performOutside(scope, request) { try await work.answer("lost") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...10 {
                    group.addTask {
                        _ = try await once.performOutside(
                            scope, request,
                            holds: { answer in
                                try await Task.sleep(for: .milliseconds(Int.random(in: 0...50)))
                                return answer.path != "/lost/"
                            }
                        ) { try await work.answer("file") }
                    }
                }
                try await group.waitForAll()
            }
            #expect(work.names == ["lost", "file"])
        }
    }
}
