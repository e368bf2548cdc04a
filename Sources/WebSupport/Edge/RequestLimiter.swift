package import Kernel
import Synchronization

/// Counts requests and refuses those above the limits: in this process, or together with other
/// servers for as long as that is possible.
///
/// One number a sender is kept, the time at which everything they asked will have been paid off at
/// the limit's pace: the generic cell rate algorithm (ITU-T I.371), with a whole minute's requests
/// as what may come at once.
package final class RequestLimiter: Sendable {
    enum Key: Hashable {
        case address(String)
        case client(String)
        case tenant(String)

        /// Different for different keys.
        var name: String {
            switch self {
            case .address(let name): "address \(name)"
            case .client(let name): "client \(name)"
            case .tenant(let name): "tenant \(name)"
            }
        }
    }

    static let windowSeconds = 60
    private static let window: Int64 = 60_000_000
    private static let keysMax = 50_000

    private let limits: RequestLimits
    private let shared: SharedAllowances?
    private let now: @Sendable () -> Instant
    /// When each sender has paid everything off, in microseconds.
    private let paidOff = Mutex<[Key: Int64]>([:])

    package init(
        _ limits: RequestLimits, shared: SharedAllowances? = nil,
        now: @escaping @Sendable () -> Instant = { .now() }
    ) {
        self.limits = limits
        self.shared = shared
        self.now = now
    }

    /// Counts one request, and notes what is left.
    ///
    /// - Throws: `WebError.tooManyRequests`.
    func take(_ key: Key, for facts: RequestFacts) async throws(WebError) {
        let (policy, quota) = policy(of: key)
        guard quota > 0 else { return }
        let cost = Self.window / Int64(quota)
        let outcome: SharedAllowances.Outcome
        if let counted = await shared?.take(key.name, cost, Self.window) {
            outcome = counted
        } else {
            outcome = take(key, cost)
        }
        let debt = outcome.debt
        facts.add(Self.allowance(policy, quota, debt), for: key)
        guard outcome.isTaken else {
            throw .tooManyRequests(seconds: max(1, Self.seconds(debt + cost - Self.window)))
        }
    }

    /// Whether this process alone counts.
    var isAlone: Bool { shared == nil }

    /// Counts one request for each of several senders in this process, or, where one of them may
    /// ask no more, for none; then nil.
    func takeHere(_ keys: [Key]) -> [RequestAllowance]? {
        let now = now().microsecondsSince2000
        return paidOff.withLock { all in
            var paid: [(key: Key, at: Int64)] = []
            var allowances: [RequestAllowance] = []
            for key in keys {
                let (policy, quota) = policy(of: key)
                guard quota > 0 else { continue }
                let at = max(all[key] ?? now, now) + Self.window / Int64(quota)
                guard at <= now + Self.window else { return nil }
                paid.append((key, at))
                allowances.append(Self.allowance(policy, quota, at - now))
            }
            for (key, at) in paid { all[key] = at }
            return allowances
        }
    }

    private static func allowance(
        _ policy: String, _ quota: Int, _ debt: Int64
    ) -> RequestAllowance {
        RequestAllowance(
            policy: policy, quota: quota,
            remaining: Int(max(0, window - debt) / (window / Int64(quota))),
            resetSeconds: seconds(debt))
    }

    private func take(_ key: Key, _ cost: Int64) -> SharedAllowances.Outcome {
        let now = now().microsecondsSince2000
        return paidOff.withLock { all in
            if all.count >= Self.keysMax { Self.forget(&all, at: now) }
            let before = max(all[key] ?? now, now)
            guard before + cost <= now + Self.window else {
                return SharedAllowances.Outcome(isTaken: false, debt: before - now)
            }
            all[key] = before + cost
            return SharedAllowances.Outcome(isTaken: true, debt: before + cost - now)
        }
    }

    /// How many senders are remembered.
    var size: Int { paidOff.withLock { $0.count } }

    private func policy(of key: Key) -> (String, Int) {
        switch key {
        case .address: ("address", limits.address)
        case .client: ("client", limits.client)
        case .tenant: ("tenant", limits.tenant)
        }
    }

    private static func seconds(_ microseconds: Int64) -> Int {
        Int((microseconds + 999_999) / 1_000_000)
    }

    /// Who has paid everything off is as if they had never asked. Where that makes no room, those
    /// who asked least are forgotten: somebody with very many addresses.
    private static func forget(_ all: inout [Key: Int64], at now: Int64) {
        all = all.filter { $0.value > now }
        guard all.count >= keysMax else { return }
        let middle = all.values.sorted()[all.count / 2]
        all = all.filter { $0.value > middle }
    }
}
