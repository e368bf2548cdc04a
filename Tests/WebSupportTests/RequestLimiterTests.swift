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

    private func taken(_ limiter: RequestLimiter, _ key: RequestLimiter.Key, _ times: Int) -> Int {
        (0..<times).count { _ in (try? limiter.take(key, for: RequestFacts())) != nil }
    }

    @Test func `lets a minute's requests come at once, and no more`() {
        let limiter = limiter(RequestLimits(address: 60, client: 0, tenant: 0))
        #expect(taken(limiter, .address("a"), 100) == 60)
        #expect(taken(limiter, .address("b"), 1) == 1)
        clock.pass(10)
        #expect(taken(limiter, .address("a"), 100) == 10)
        clock.pass(3_600)
        #expect(taken(limiter, .address("a"), 100) == 60)
    }

    @Test func `says what is left, and when there is more`() throws {
        let limiter = limiter(RequestLimits(address: 6, client: 0, tenant: 0))
        let facts = RequestFacts()
        try limiter.take(.address("a"), for: facts)
        let first = try #require(facts.allowances.first)
        #expect(first.policyField == #""address";q=6;w=60"#)
        #expect(first.field == #""address";r=5;t=10"#)
        #expect(taken(limiter, .address("a"), 5) == 5)
        let error = try #require(throws: WebError.self) {
            try limiter.take(.address("a"), for: facts)
        }
        #expect(error.retryAfterSeconds == 10)
        #expect(facts.allowances.last?.remaining == 0)
    }

    @Test func `does not count what has no limit`() {
        let limiter = limiter(.none)
        #expect(taken(limiter, .client("a"), 10_000) == 10_000)
    }

    @Test func `keeps a bounded memory, and does not forget who asks most`() {
        let limiter = limiter(RequestLimits(address: 60, client: 0, tenant: 0))
        #expect(taken(limiter, .address("loud"), 100) == 60)
        for index in 0..<120_000 { _ = taken(limiter, .address("quiet \(index)"), 1) }
        #expect(limiter.size <= 50_000)
        #expect(taken(limiter, .address("loud"), 100) == 0)
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
