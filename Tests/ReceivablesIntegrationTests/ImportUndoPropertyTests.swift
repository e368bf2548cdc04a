import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Undoing the last of several imports at random` {
    private static let count = TestLength.isLong ? 300 : 24

    private static let seeds: [UInt64] = {
        var random = SeededRandom()
        if TestLength.givenSeed != nil { return [random.seed] }
        return (0..<count).map { _ in random.next() }
    }()

    @Test(arguments: seeds)
    func `leaves the books as if it had not been, and it can be imported again`(
        seed: UInt64
    ) async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-10", "1.17")
            try await books.setRate("EUR", from: "2026-04-20", "1.05")
            var story = ImportUndoStory(random: SeededRandom(seed: seed))
            for _ in 0..<story.random.int(0...3) {
                _ = try await story.take(story.list(), into: books)
            }
            let list = story.list()
            let before = try await books.state()
            let first = try await story.take(list, into: books)
            let after = try await books.state()
            let known = try await books.now()
            let day: LocalDate = "2026-08-31"
            let report = try await books.report(asOf: day)

            try await books.undoing.undo(books.scope, books.lastImport())
            expect(try await books.state(), before, seed, list)
            #expect(try await books.differences() == [], "seed \(seed)")
            let then = try await books.report(asOf: day) { $0.knownAt = known }
            #expect(then.rows.map(\.amounts) == report.rows.map(\.amounts), "seed \(seed)")
            #expect(then.controlBalance == report.controlBalance, "seed \(seed)")

            let second = try await story.take(list, into: books)
            #expect(second == first, "seed \(seed)")
            expect(try await books.state(), after, seed, list)
            #expect(try await books.differences() == [], "seed \(seed)")
        }
    }

    private func expect(
        _ found: [String], _ wanted: [String], _ seed: UInt64, _ list: ImportUndoStory.List,
        _ location: SourceLocation = #_sourceLocation
    ) {
        if found == wanted { return }
        let (left, right) = (Set(found), Set(wanted))
        let text = """
            COUNTINGHOUSE_TEST_SEED=\(seed)
            \(list)
            too much: \(left.subtracting(right).sorted().prefix(12).joined(separator: "\n  "))
            missing: \(right.subtracting(left).sorted().prefix(12).joined(separator: "\n  "))
            """
        Issue.record("\(text)", sourceLocation: location)
    }
}
