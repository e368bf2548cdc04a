package import Kernel
import Synchronization

/// Slows down whoever guesses passwords: after a few failures each further attempt has to wait
/// longer. It counts in this process and forgets after an hour without an attempt.
///
/// Three counts run side by side: of an account tried from one address, which is short; of the
/// account from anywhere, and of the address (of IPv6 its network) whatever the account, longer, so that a
/// guesser elsewhere does not lock the account's owner out at once. A browser that the account was
/// entered with before has a count of its own and no other, so that nobody elsewhere locks its
/// owner out at all.
package final class LoginThrottle: Sendable {
    enum Key: Hashable {
        case accountFromAddress(String, String)
        case account(String)
        case address(String)
        /// A browser that the account was entered with before.
        case device(String, String)

        /// The failures that cost nothing.
        var freeFailures: Int {
            switch self {
            case .accountFromAddress, .device: 5
            case .account: 20
            case .address: 40
            }
        }
    }

    private struct Count {
        var failures = 0
        var lastAt: Instant
        var blockedUntil: Instant
        var toldAt: Instant?
    }

    static let memory: Duration = .seconds(3_600)
    static let delayMax: Duration = .seconds(900)
    private static let keysMax = 30_000
    private static let tellEvery: Duration = .seconds(60)

    private let counts = Mutex<[Key: Count]>([:])

    package init() {}

    /// Counts an attempt as failed until `succeeded` says otherwise, so that attempts made at the
    /// same time are counted as well.
    ///
    /// - Parameter device: the hash of the token of a browser that the account knows; else nil.
    /// - Throws: `IdentityError.tooManyAttempts`.
    package func begin(
        account: String, address: String, device: String? = nil, at now: Instant
    ) throws(IdentityError) {
        let keys = Self.keys(account, address, device)
        let wait = counts.withLock { counts -> Duration? in
            if counts.count > Self.keysMax { Self.forget(&counts, at: now) }
            let waits = keys.compactMap { counts[$0]?.blockedUntil.duration(since: now) }
            if let longest = waits.max(), longest > .zero { return longest }
            for key in keys {
                var count = counts[key] ?? Count(lastAt: now, blockedUntil: now)
                if now.duration(since: count.lastAt) > Self.memory { count.failures = 0 }
                count.failures += 1
                count.lastAt = now
                count.blockedUntil = now.adding(
                    Self.delay(failures: count.failures, free: key.freeFailures))
                counts[key] = count
            }
            return nil
        }
        if let wait { throw .tooManyAttempts(seconds: Int((wait / .seconds(1)).rounded(.up))) }
    }

    /// The attempt was none of a guesser: the account is clean, and of the address this one.
    package func succeeded(account: String, address: String, device: String? = nil) {
        let keys = Self.keys(account, address, device)
        counts.withLock { counts in
            for key in keys {
                guard case .address = key else {
                    counts[key] = nil
                    continue
                }
                guard var count = counts[key] else { continue }
                count.failures -= 1
                count.blockedUntil = count.lastAt
                counts[key] = count.failures > 0 ? count : nil
            }
        }
    }

    /// Whether it is time to record again that an account is made to wait at an address.
    func mayTell(account: String, address: String, at now: Instant) -> Bool {
        counts.withLock { counts in
            let key = Key.accountFromAddress(account, Self.place(address))
            let kept = counts[key]
            if let toldAt = kept?.toldAt, now.duration(since: toldAt) < Self.tellEvery {
                return false
            }
            var count = kept ?? Count(lastAt: now, blockedUntil: now)
            count.toldAt = now
            counts[key] = count
            return true
        }
    }

    /// The attempt was not made, whatever came between: it does not count.
    func withdrawn(account: String, address: String, device: String? = nil) {
        counts.withLock { counts in
            for key in Self.keys(account, address, device) {
                guard var count = counts[key] else { continue }
                count.failures -= 1
                count.blockedUntil = count.lastAt
                counts[key] = count.failures > 0 ? count : nil
            }
        }
    }

    /// Twice as long each time, from one second up to a quarter of an hour.
    static func delay(failures: Int, free: Int) -> Duration {
        guard failures > free else { return .zero }
        let doublings = min(failures - free - 1, 20)
        return min(delayMax, .seconds(1 << doublings))
    }

    /// What nobody's address can be, since it is too long, is not kept: it counts as one account.
    private static func keys(_ account: String, _ address: String, _ device: String?) -> [Key] {
        let account = account.utf8.count <= EmailAddress.bytesMax ? account : ""
        if let device { return [.device(account, device)] }
        let place = place(address)
        return [.accountFromAddress(account, place), .account(account), .address(place)]
    }

    /// Of IPv6 the network that one household has to itself: each of its addresses is as good.
    private static func place(_ address: String) -> String {
        NetworkAddress(address)?.neighbourhood.description ?? address
    }

    /// Makes room: what is old first, and if that is not enough, everything but the addresses.
    private static func forget(_ counts: inout [Key: Count], at now: Instant) {
        counts = counts.filter { now.duration(since: $0.value.lastAt) <= memory }
        guard counts.count > keysMax else { return }
        counts = counts.filter { entry in
            if case .address = entry.key { return entry.value.blockedUntil > now }
            return false
        }
    }
}
