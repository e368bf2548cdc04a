import Kernel
import Testing

@testable import Identity

@Suite struct `Guessing passwords` {
    private static let start = Instant(unixSeconds: 1_790_000_000)

    private static func wait(
        _ throttle: LoginThrottle, _ account: String = "ada@example.com",
        from address: String = "10.0.0.1", after seconds: Int = 0
    ) -> Int {
        do throws(IdentityError) {
            try throttle.begin(
                account: account, address: address, at: start.adding(.seconds(seconds)))
            return 0
        } catch {
            guard case .tooManyAttempts(let seconds) = error else { return -1 }
            return seconds
        }
    }

    @Test func `costs nothing for the first failures and then more and more`() {
        let throttle = LoginThrottle()
        for _ in 0..<6 { #expect(Self.wait(throttle) == 0) }
        #expect(Self.wait(throttle) == 1)
        #expect(Self.wait(throttle, after: 1) == 0)
        #expect(Self.wait(throttle, after: 1) == 2)
        #expect(Self.wait(throttle, after: 3) == 0)
        #expect(Self.wait(throttle, after: 3) == 4)
    }

    /// Everybody has as many addresses of IPv6 as they like, of one network.
    @Test func `is no cheaper from the other addresses of one's network`() {
        let throttle = LoginThrottle()
        for index in 0..<6 { #expect(Self.wait(throttle, from: "2001:db8::\(index)") == 0) }
        #expect(Self.wait(throttle, from: "2001:db8::ffff:1") == 1)
        #expect(Self.wait(throttle, from: "2001:db8:0:1::1") == 0)
    }

    @Test func `does not count what was not tried`() {
        let throttle = LoginThrottle()
        for _ in 0..<100 {
            #expect(Self.wait(throttle) == 0)
            throttle.withdrawn(account: "ada@example.com", address: "10.0.0.1")
        }
        for _ in 0..<6 { #expect(Self.wait(throttle) == 0) }
        #expect(Self.wait(throttle) == 1)
    }

    @Test func `keeps nothing of what is too long to be an address`() {
        let throttle = LoginThrottle()
        let long = String(repeating: "x", count: 10_000)
        for number in 0..<21 {
            #expect(Self.wait(throttle, "\(number)\(long)", from: "10.0.0.\(number)") == 0)
        }
        // All of them are one account, and nobody's.
        #expect(Self.wait(throttle, "other\(long)", from: "10.0.1.1") > 0)
        #expect(Self.wait(throttle, "ada@example.com", from: "10.0.1.1") == 0)
    }

    @Test(arguments: [(5, 0), (6, 1), (7, 2), (8, 4), (15, 512), (16, 900), (4_000, 900)])
    func `waits twice as long each time up to a quarter of an hour`(
        _ failures: Int, _ seconds: Int
    ) {
        #expect(LoginThrottle.delay(failures: failures, free: 5) == .seconds(seconds))
    }

    @Test func `does not lock the owner out who is elsewhere`() {
        let throttle = LoginThrottle()
        for _ in 0..<6 { _ = Self.wait(throttle) }
        #expect(Self.wait(throttle) == 1)
        #expect(Self.wait(throttle, from: "10.0.0.2") == 0)
    }

    @Test func `is slowed down from many addresses and for many accounts`() {
        let throttle = LoginThrottle()
        for number in 0..<21 { #expect(Self.wait(throttle, from: "10.0.1.\(number)") == 0) }
        #expect(Self.wait(throttle, from: "10.0.2.1") == 1)
        for number in 0..<41 {
            #expect(Self.wait(throttle, "user\(number)@example.com", from: "10.0.3.1") == 0)
        }
        #expect(Self.wait(throttle, "another@example.com", from: "10.0.3.1") == 1)
    }

    @Test func `is forgotten after the right password and after an hour`() {
        let throttle = LoginThrottle()
        for _ in 0..<6 { _ = Self.wait(throttle) }
        throttle.succeeded(account: "ada@example.com", address: "10.0.0.1")
        #expect(Self.wait(throttle) == 0)
        for _ in 0..<5 { #expect(Self.wait(throttle) == 0) }
        #expect(Self.wait(throttle) == 1)
        for _ in 0..<6 { #expect(Self.wait(throttle, after: 3_602) == 0) }
    }

    @Test func `of others is not forgotten when one of them logs in`() {
        let throttle = LoginThrottle()
        for number in 0..<41 { _ = Self.wait(throttle, "user\(number)@example.com") }
        throttle.succeeded(account: "user1@example.com", address: "10.0.0.1")
        #expect(Self.wait(throttle, "another@example.com") == 0)
        #expect(Self.wait(throttle, "another@example.com") == 1)
    }
}
