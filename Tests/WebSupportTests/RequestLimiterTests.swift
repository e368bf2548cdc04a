import Kernel
import Synchronization
import Testing

@testable import WebSupport

@Suite struct `Counting requests` {
    private final class Clock: Sendable {
        private let instant = Mutex(Instant(unixSeconds: 1_700_000_000))
        var now: Instant { instant.withLock { $0 } }
        func pass(_ seconds: Int) { instant.withLock { $0 = $0.adding(.seconds(seconds)) } }
    }

    private let clock = Clock()

    private func limiter(_ limits: RequestLimits) -> RequestLimiter {
        let clock = clock
        return RequestLimiter(limits, now: { clock.now })
    }

    private func taken(
        _ limiter: RequestLimiter, _ key: RequestLimiter.Key, _ times: Int
    ) async -> Int {
        var count = 0
        for _ in 0..<times
        where (try? await limiter.take(key, for: RequestFacts())) != nil { count += 1 }
        return count
    }

    @Test func `lets a minute's requests come at once, and no more`() async {
        let limiter = limiter(RequestLimits(address: 60, client: 0, tenant: 0))
        #expect(await taken(limiter, .address("a"), 100) == 60)
        #expect(await taken(limiter, .address("b"), 1) == 1)
        clock.pass(10)
        #expect(await taken(limiter, .address("a"), 100) == 10)
        clock.pass(3_600)
        #expect(await taken(limiter, .address("a"), 100) == 60)
    }

    @Test func `says what is left, and when there is more`() async throws {
        let limiter = limiter(RequestLimits(address: 6, client: 0, tenant: 0))
        let facts = RequestFacts()
        try await limiter.take(.address("a"), for: facts)
        let first = try #require(facts.allowances.first)
        #expect(first.policyField == #""address";q=6;w=60"#)
        #expect(first.field == #""address";r=5;t=10"#)
        #expect(await taken(limiter, .address("a"), 5) == 5)
        let error = try await #require(throws: WebError.self) {
            try await limiter.take(.address("a"), for: facts)
        }
        #expect(error.retryAfterSeconds == 10)
        #expect(facts.allowances.last?.remaining == 0)
    }

    @Test func `does not count what has no limit`() async {
        let limiter = limiter(.none)
        #expect(await taken(limiter, .client("a"), 10_000) == 10_000)
    }

    @Test func `keeps a bounded memory, and does not forget who asks most`() async {
        let limiter = limiter(RequestLimits(address: 60, client: 0, tenant: 0))
        #expect(await taken(limiter, .address("loud"), 100) == 60)
        for index in 0..<120_000 { _ = await taken(limiter, .address("quiet \(index)"), 1) }
        #expect(limiter.size <= 50_000)
        #expect(await taken(limiter, .address("loud"), 100) == 0)
    }
}

@Suite struct `Counting requests together` {
    private final class Flag: Sendable {
        let value = Mutex(true)
    }

    private final class Counter: Sendable {
        let asked = Mutex<[String]>([])
    }

    @Test func `takes what the others counted, and counts alone while nobody does`() async throws {
        let (counter, isThere) = (Counter(), Flag())
        let shared = SharedAllowances { sender, cost, window in
            counter.asked.withLock { $0.append("\(sender): \(cost) of \(window)") }
            guard isThere.value.withLock({ $0 }) else { return nil }
            return SharedAllowances.Outcome(isTaken: false, debt: window)
        }
        let limiter = RequestLimiter(
            RequestLimits(address: 60, client: 2, tenant: 0), shared: shared)
        let error = try await #require(throws: WebError.self) {
            try await limiter.take(.client("key 1"), for: RequestFacts())
        }
        #expect(error.retryAfterSeconds == 30)
        isThere.value.withLock { $0 = false }
        let facts = RequestFacts()
        for _ in 0..<2 { try await limiter.take(.client("key 1"), for: facts) }
        await #expect(throws: WebError.self) {
            try await limiter.take(.client("key 1"), for: facts)
        }
        try await limiter.take(.tenant("x"), for: facts)
        #expect(
            counter.asked.withLock { $0 }
                == Array(repeating: "client key 1: 30000000 of 60000000", count: 4))
    }
}

@Suite struct `The pace of a transfer` {
    @Test func `may be as slow as a slow line`() {
        var pace = TransferPace()
        for second in stride(from: 0.0, to: 600, by: 1) {
            pace.wait(at: second)
            #expect(!pace.isTooSlow(at: second + 1))
            pace.came(4_096, at: second + 1)
        }
    }

    @Test func `is too slow with a byte now and then`() {
        var pace = TransferPace()
        var closedAt: Double?
        for second in stride(from: 0.0, to: 120, by: 5) where closedAt == nil {
            pace.wait(at: second)
            if pace.isTooSlow(at: second + 5) { closedAt = second + 5 }
            pace.came(1, at: second + 5)
        }
        #expect(closedAt == 35)
    }

    @Test func `does not count the time in which we do not read`() {
        var pace = TransferPace()
        pace.wait(at: 0)
        pace.came(10, at: 1)
        #expect(!pace.isTooSlow(at: 1_000))
    }
}
