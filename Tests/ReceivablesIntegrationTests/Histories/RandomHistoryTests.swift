import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Books over a random history` {
    private static let histories = TestLength.isLong ? 60 : 5
    private static let events = TestLength.isLong ? 250 : 110

    /// One seed for each history, all from one that may be given.
    private static let seeds: [UInt64] = {
        var random = SeededRandom()
        // A seed that was printed is that of one history.
        if TestLength.givenSeed != nil { return [random.seed] }
        return (0..<histories).map { _ in random.next() }
    }()

    @Test(arguments: seeds)
    func `agree with the reference books on every day`(seed: UInt64) async throws {
        try await Books.use { books in
            var history = try await History(books, seed: seed)
            do {
                try await Self.run(&history)
            } catch {
                Issue.record(
                    """
                    COUNTINGHOUSE_TEST_SEED=\(seed): \(error)
                    \(history.log.suffix(400).joined(separator: "\n"))
                    """)
            }
        }
    }

    private static func run(_ history: inout History) async throws {
        for event in 1...events {
            try await history.step()
            if event % 6 == 0 { try await history.rememberAnswer() }
            if event % 11 == 0 { try await checkInPassing(&history) }
        }
        let days = try history.notableDays()
        try await history.checkReports(on: days)
        try await history.checkJournal(on: days.filter { _ in history.random.chance(4) })
        try await history.checkStatements(on: days.filter { _ in history.random.chance(10) })
        try await history.checkAnswers()
        try await history.checkRollForward(between: days)
        try await checkRollups(&history, days)
        try history.checkSettled()
    }

    /// Between events: unfolded changes, then folded ones, rolled to a day at random.
    private static func checkInPassing(_ history: inout History) async throws {
        let days = [try history.anyDay(), try history.anyDay()]
        try await history.checkSummary(on: days)
        if history.random.chance(2) {
            _ = try await history.books.rollups.run(
                history.books.scope, today: try history.anyDay())
            try await history.checkSummary(on: days)
        }
        try await history.checkReports(on: days)
        try await history.checkRollForward(between: days)
        let differences = try await history.books.differences()
        guard differences.isEmpty else { throw HistoryFailure("\(differences)") }
    }

    private static func checkRollups(_ history: inout History, _ days: [LocalDate]) async throws {
        for day in days where history.random.chance(8) {
            _ = try await history.books.rollups.run(history.books.scope, today: day)
            let around = try [-100, -1, 0, 1, 100].map { try day.adding(days: $0) }
            try await history.checkSummary(on: around)
            let differences = try await history.books.differences()
            guard differences.isEmpty else { throw HistoryFailure("\(differences)") }
        }
    }
}
