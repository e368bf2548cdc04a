import BooksTestSupport
import Foundation
import Kernel
import PostgresClient
import Tenancy
import Testing

@testable import Receivables

@Suite
struct `Somebody with a portfolio` {
    private static let seeds: [UInt64] = {
        var random = SeededRandom()
        if TestLength.givenSeed != nil { return [random.seed] }
        return (0..<(TestLength.isLong ? 20 : 3)).map { _ in random.next() }
    }()

    static func scope(_ books: Books, _ groups: Set<Int64>) -> Scope {
        Scope(
            tenant: books.tenant, actor: .person(id: 7, email: "cleo@example.com"),
            grant: Grant(
                permissions: Set(Permission.allCases), portfolio: Portfolio(groups: groups)))
    }

    /// Three customers in up to three groups or in none, with everything that belongs to one.
    private static func group(_ history: inout History) async throws {
        let books = history.books
        for (index, customer) in history.customers.enumerated() {
            let group = history.random.int(0...3)
            let queries: [Query] = [
                """
                INSERT INTO ar_customer_group (id, name)
                SELECT g, 'group ' || g FROM generate_series(1, 3) AS g ON CONFLICT DO NOTHING
                """,
                """
                UPDATE ar_customer SET group_id = nullif(\(Int64(group)), 0)
                WHERE id = \(customer)
                """,
                """
                INSERT INTO ar_contact (customer_id, name) VALUES (\(customer), \("C\(index)"))
                """,
            ]
            _ = try await books.database.write(books.scope, queries)
            try await books.notes.add(books.scope, to: customer, try NoteText("about \(customer)"))
        }
    }

    /// The same questions of the one and of the other; what is answered differently.
    private static func differences(
        _ history: inout History, _ one: PortfolioQuestions, _ other: PortfolioQuestions
    ) async throws -> [String] {
        var differences: [String] = []
        func compare(_ ask: (PortfolioQuestions) async -> [String: String]) async {
            let (answers, expected) = (await ask(one), await ask(other))
            for (question, answer) in expected where answers[question] != answer {
                differences.append(
                    "\(question):\n  \(answers[question] ?? "nothing")\n  \(answer)")
            }
        }
        for _ in 0..<3 {
            let day = try history.anyDay()
            await compare { await $0.lists(on: day) }
            for _ in 0..<12 {
                let request = try request(&history, on: day)
                await compare { await $0.aging(request) }
            }
            for customer in history.customers + [CustomerID(999)] {
                await compare { await $0.customer(customer, on: day) }
            }
            let documents = history.reference.documents.keys.sorted()
            for _ in 0..<12 {
                let document = history.random.pick(documents) ?? DocumentID(1)
                await compare { await $0.document(document, on: day) }
            }
        }
        return differences
    }

    private static func request(
        _ history: inout History, on day: LocalDate
    ) throws -> AgingRequest {
        var request = try history.request(on: day)
        request.rows = history.random.chance(2) ? .customer : .invoice
        if history.random.chance(6) { request.currency = .all }
        if history.random.chance(4) { request.customer = history.random.pick(history.customers) }
        if history.random.chance(4) { request.search = history.random.pick(["a", "BETA", "x"]) }
        if history.random.chance(4) { request.comparedTo = try day.adding(days: -20) }
        if history.random.chance(3) {
            request.knownAt = history.random.pick(history.answers)?.request.knownAt
        }
        if history.random.chance(2) { request.window = 0..<history.random.int(1...4) }
        return request
    }

    @Test(arguments: seeds)
    func `is told what a company with those customers alone would be told`(
        seed: UInt64
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("portfolio-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Books.use { books in
            var history = try await History(books, seed: seed)
            for event in 1...90 {
                try await history.step()
                if event % 15 == 0 { try await history.rememberAnswer() }
                if history.random.chance(12) {
                    _ = try await books.rollups.run(books.scope, today: try history.anyDay())
                }
            }
            try await Self.group(&history)
            var groups: Set<Int64> = []
            for group: Int64 in 1...4 where history.random.chance(2) { groups.insert(group) }
            let twin = try await PortfolioTwin.make(of: books, Portfolio(groups: groups))
            #expect(try await twin.differences() == [])
            if history.random.chance(2) {
                _ = try await twin.rollups.run(twin.scope, today: try history.anyDay())
            }
            let differences = try await Self.differences(
                &history,
                PortfolioQuestions(
                    books: books, scope: Self.scope(books, groups), folder: folder.path),
                PortfolioQuestions(books: twin, scope: twin.scope, folder: folder.path))
            #expect(
                differences.isEmpty,
                """
                COUNTINGHOUSE_TEST_SEED=\(seed), groups \(groups.sorted())
                \(differences.prefix(5).joined(separator: "\n"))
                """)
        }
    }
}
