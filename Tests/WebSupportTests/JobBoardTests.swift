import Kernel
import Synchronization
import Testing

@testable import WebSupport

/// A clock that a test moves.
private final class Clock: Sendable {
    static let start = Instant(unixSeconds: 1_790_000_000)

    private let seconds = Mutex(0)

    var now: Instant { Self.start.adding(.seconds(seconds.withLock { $0 })) }

    func pass(_ count: Int) { seconds.withLock { $0 += count } }
}

@Suite struct `A job of a server` {
    private static let job = JobDescription(title: "Rollups", purpose: "Folds.")

    private enum Refusal: DomainError {
        case said

        var kind: ErrorKind { .conflict }
        var code: String { "said" }
        var userMessage: String { "It is full." }
    }

    private struct Unsaid: Error {}

    private static func at(_ seconds: Int) -> Instant { Clock.start.adding(.seconds(seconds)) }

    @Test func `says when it ran last and when it runs next`() async throws {
        let clock = Clock()
        let board = JobBoard(server: "one") { clock.now }
        board.add(Self.job, after: .seconds(60))
        #expect(board.list().map(\.nextAt) == [Self.at(60)])
        #expect(board.list().map(\.runs) == [0])
        clock.pass(60)
        let result = try await board.run(Self.job, again: .seconds(60)) {
            #expect(board.list().map(\.isRunning) == [true])
            #expect(board.list().map(\.nextAt) == [nil])
            clock.pass(2)
            return 7
        }
        let state = try #require(board.list().first)
        #expect(result == 7 && board.list().count == 1)
        #expect(state.startedAt == Self.at(60) && state.endedAt == Self.at(62))
        #expect(state.nextAt == Self.at(122) && state.runs == 1 && !state.isRunning)
        #expect(state.failure == nil && !state.isFailing)
    }

    @Test func `keeps its last error, in words for people, until one goes well`() async throws {
        let clock = Clock()
        let board = JobBoard(server: "one") { clock.now }
        for (error, text) in [
            (Refusal.said, "It is full."), (Unsaid(), "The log of the server says why."),
        ] as [(any Error, String)] {
            clock.pass(1)
            await #expect(throws: (any Error).self) {
                try await board.run(Self.job, again: nil) { throw error }
            }
            let state = try #require(board.list().first)
            #expect(state.failure?.text == text && state.isFailing && !state.isRunning)
        }
        clock.pass(1)
        try await board.run(Self.job, again: nil) {}
        let state = try #require(board.list().first)
        #expect(!state.isFailing && state.failure?.at == Self.at(2) && state.runs == 3)
    }

    @Test func `that is stopped has not failed`() async throws {
        let board = JobBoard(server: "one")
        await #expect(throws: CancellationError.self) {
            try await board.run(Self.job, again: nil) { throw CancellationError() }
        }
        #expect(board.list().first?.failure == nil)
    }

    @Test func `runs as long as one of several runs`() {
        let board = JobBoard(server: "one")
        board.begin(Self.job)
        board.begin(Self.job)
        board.end(Self.job)
        #expect(board.list().map(\.isRunning) == [true])
        board.end(Self.job)
        #expect(board.list().map(\.isRunning) == [false])
    }
}
