import BooksTestSupport
import Dispatch
import Kernel
import PostgresClient
import Receivables
import Synchronization
import Testing

@Suite
struct `An interrupted import` {
    private static let list: String = {
        var text = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
        for number in 0..<40_000 {
            text += "Customer \(number % 97),\(number),2026-01-05,2026-02-04,\(number).00\n"
        }
        return text
    }()

    /// Ends the importing session from outside at a chosen moment.
    private func interrupted(
        after before: String? = nil, at moment: @escaping @Sendable (ImportProgress) -> Bool
    ) async throws {
        try await Books.use { books in
            if let before { try await books.importing(before) }
            let contents = try await books.contents()
            let file = try ImportFixture(Array(Self.list.utf8))
            defer { file.close() }
            let (moments, continuation) = AsyncStream.makeStream(of: Void.self)
            // The import goes on only when its session is gone: it could be done before.
            let isGone = DispatchSemaphore(value: 0)
            async let killer: Void = {
                defer { isGone.signal() }
                for await _ in moments {
                    try await books.installation.administer { connection in
                        let kill: Query = """
                            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                            WHERE datname = current_database() AND backend_xid IS NOT NULL
                                AND pid <> pg_backend_pid()
                            """
                        let killed = try connection.query(kill)
                        #expect(try killed.map { try $0.decode(0) } == [true])
                    }
                    return
                }
            }()
            let isChosen = Atomic(false)
            await #expect(throws: PostgresError.self) {
                _ = try await books.importer.run(
                    books.scope,
                    ImportRequest(
                        origin: .descriptor(file.descriptor), displayName: "test.csv")
                ) { progress in
                    guard moment(progress), !isChosen.exchange(true, ordering: .relaxed) else {
                        return
                    }
                    continuation.yield()
                    isGone.wait()
                }
            }
            continuation.finish()
            try await killer
            #expect(try await books.contents() == contents)
            #expect(
                try await books.number("SELECT count(*) FROM ar_customer")
                    == (before == nil ? 0 : 1))
            let report = try await books.importing(Self.list)
            #expect(report.new == 40_000)
            #expect(try await books.differences() == [])
        }
    }

    /// With a document in the books, the file is compared with them.
    private static let before = "Customer,Invoice No,Invoice Date,Amount\nFirst,1,2026-01-01,1\n"

    @Test func `leaves nothing when it is killed on the direct way`() async throws {
        try await interrupted { progress in
            if case .reading = progress { true } else { false }
        }
    }

    @Test(arguments: 1...5)
    func `leaves nothing when it is killed at a step of storing`(step: Int) async throws {
        try await interrupted(after: Self.before) { progress in
            if case .storing(step, _, _) = progress { true } else { false }
        }
    }

    @Test func `waits for another of the same tenant and finds its documents`() async throws {
        try await Books.use { books in
            async let first = books.importing(Self.list)
            async let second = books.importing(Self.list)
            let reports = try await [first, second]
            #expect(reports.map(\.new).sorted() == [0, 40_000])
            #expect(reports.map(\.unchanged).sorted() == [0, 40_000])
            #expect(try await books.documentCount() == 40_000)
        }
    }
}
