import Dispatch
import Glibc
package import Logging
import Synchronization

/// Asks a Redis server, and does without it while it is away: nobody waits for one that does not
/// answer, nothing fails because of it.
///
/// All who ask share one connection. What is asked while an answer is on its way is sent together
/// next, so that many ask in one round trip. The blocking calls run on a queue of their own.
package final class RedisClient: Sendable {
    private struct Pending {
        let command: RedisCommand
        let waiter: CheckedContinuation<RedisReply?, Never>
    }

    private struct State {
        var pending: [Pending] = []
        var isRunning = false
        /// Until when nobody tries to reach it again.
        var awayUntil: ContinuousClock.Instant?
        var wasReached = false
    }

    /// How long it is left alone after it did not answer.
    package static let pause: Duration = .seconds(1)
    private static let pendingMax = 10_000
    private static let batchMax = 256

    package let address: RedisAddress
    private let logger: Logger
    private let queue = DispatchQueue(label: "redis")
    private let state = Mutex(State())
    /// Of the queue alone; the lock is for the compiler and never waited for.
    private let link = Mutex<RedisLink?>(nil)

    package init(_ address: RedisAddress, logger: Logger) {
        self.address = address
        self.logger = logger
        // The library writes to connections that the other side may have closed.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether the last question was answered; nil before the first.
    package var isThere: Bool? {
        state.withLock { $0.awayUntil != nil ? false : $0.wasReached ? true : nil }
    }

    /// Sends a command; nil where Redis is away. What is sent and not answered may have been done.
    package func send(_ command: RedisCommand) async -> RedisReply? {
        await withCheckedContinuation { waiter in
            let (isTaken, mustStart) = state.withLock { state -> (Bool, Bool) in
                let isAway = state.awayUntil.map { ContinuousClock.now < $0 } ?? false
                guard !isAway, state.pending.count < Self.pendingMax else { return (false, false) }
                state.pending.append(Pending(command: command, waiter: waiter))
                defer { state.isRunning = true }
                return (true, !state.isRunning)
            }
            if !isTaken { waiter.resume(returning: nil) }
            if mustStart { queue.async { self.work() } }
        }
    }

    private func work() {
        while true {
            let batch = state.withLock { state -> [Pending] in
                let batch = Array(state.pending.prefix(Self.batchMax))
                state.pending.removeFirst(batch.count)
                if batch.isEmpty { state.isRunning = false }
                return batch
            }
            guard !batch.isEmpty else { return }
            let replies = replies(to: batch.map(\.command))
            for (index, pending) in batch.enumerated() {
                pending.waiter.resume(returning: replies?[index])
            }
        }
    }

    private func replies(to commands: [RedisCommand]) -> [RedisReply]? {
        // Those who had queued up before it was found to be away.
        if state.withLock({ $0.awayUntil.map { ContinuousClock.now < $0 } ?? false }) {
            return nil
        }
        return link.withLock { link in
            do throws(RedisProblem) {
                if link == nil { link = try RedisLink(address) }
                let replies = try link?.perform(commands)
                noteReached()
                return replies
            } catch {
                link = nil
                noteAway(error)
                return nil
            }
        }
    }

    private func noteReached() {
        let wasAway = state.withLock { state in
            defer {
                state.awayUntil = nil
                state.wasReached = true
            }
            return state.awayUntil != nil
        }
        if wasAway { logger.notice("Redis is back", metadata: ["address": "\(address)"]) }
    }

    private func noteAway(_ problem: RedisProblem) {
        let wasAway = state.withLock { state in
            defer { state.awayUntil = .now + Self.pause }
            return state.awayUntil != nil
        }
        guard !wasAway else { return }
        logger.warning(
            "Redis is away; going on without it",
            metadata: ["address": "\(address)", "reason": "\(problem)"])
    }
}
