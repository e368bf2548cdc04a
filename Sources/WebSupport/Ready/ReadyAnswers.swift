import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOHTTP1
import Synchronization
import Tenancy

/// Answers that went out within this second, for requests that ask the very same again: given
/// without looking once more at who asks for what, when neither has changed.
///
/// They are what `AnswerCache` had kept, on the way behind `RequestFrame`, and are as exact: before
/// each the database is asked what the data and the rights are at, after the request has come. A
/// request that is not the same to the byte, a limit that is used up, a session that ends: all goes
/// the usual way. So does the first of every second: days, access tokens and the `Date` of answers
/// change only between seconds, and sessions are seen to be used.
final class ReadyAnswers: Sendable {
    typealias Ask =
        @Sendable (
            ID<Tenant>,
            @escaping @Sendable ((tenant: DataVersion, shared: DataVersion)?) -> Void
        ) -> Void

    /// The largest body, and how much all of them may take.
    static let bodyBytesMax = 64 << 10
    private static let bytesMax = 16 << 20

    private struct Second {
        var number: Int64 = .min
        var answers: [ReadyKey: ReadyAnswer] = [:]
        var bytes = 0
    }

    private let logger: Logger
    private let ask: Ask
    private let countHit: @Sendable () -> Void
    private let limiter: RequestLimiter
    private let now: @Sendable () -> Instant
    private let second = Mutex(Second())

    /// - Parameters:
    ///   - ask: what a tenant's data, and who may do what, are at; see `DataVersions.ask`.
    ///   - countHit: counts an answer that was given.
    init(
        ask: @escaping Ask, countHit: @escaping @Sendable () -> Void, limiter: RequestLimiter,
        logger: Logger, now: @escaping @Sendable () -> Instant
    ) {
        self.ask = ask
        self.countHit = countHit
        self.limiter = limiter
        self.logger = logger
        self.now = now
    }

    /// What was answered to the same request within this second.
    func find(_ key: ReadyKey) -> ReadyAnswer? {
        let now = now()
        return second.withLock { second in
            guard second.number == now.unixSeconds, let found = second.answers[key],
                found.condition.until > now
            else { return nil }
            return found
        }
    }

    /// Keeps what has just gone out. What began in an earlier second is not of this one.
    ///
    /// - Parameter began: when its head was written.
    func keep(_ answer: ReadyAnswer, for key: ReadyKey, began: Instant) {
        let number = now().unixSeconds
        guard number == began.unixSeconds else { return }
        // The head stands in the answer's own as well, about.
        let bytes = 2 * key.bytes + (answer.body?.readableBytes ?? 0)
        // What is past is let go of outside of the lock.
        let past = second.withLock { second -> Second? in
            var past: Second?
            if second.number != number {
                past = second
                second = Second(number: number)
            }
            if second.answers[key] == nil, second.bytes + bytes <= Self.bytesMax {
                second.answers[key] = answer
                second.bytes += bytes
            }
            return past
        }
        _ = past
    }

    func time() -> Instant { now() }

    func log(
        _ key: ReadyKey, _ answer: ReadyAnswer, requestID: String,
        since start: ContinuousClock.Instant
    ) {
        let path = URI(key.head.uri).path
        let level = AccessLogStep.level(of: path)
        guard logger.logLevel <= level else { return }
        var logger = logger
        logger[metadataKey: AppRequestContext.requestIDKey] = .string(requestID)
        AccessLogStep.write(
            level, key.head.method.rawValue, path, status: answer.status,
            bytes: answer.body?.readableBytes, answer.condition.tenantName, logger, since: start)
    }

    /// Asks whether an answer still holds, and counts the request where it does.
    ///
    /// - Parameter done: called on any thread with what its sender may still ask; nil where the
    ///   request has to go the usual way, uncounted.
    func check(
        _ answer: ReadyAnswer, _ done: @escaping @Sendable ([RequestAllowance]?) -> Void
    ) {
        let condition = answer.condition
        ask(condition.tenant) { [self] versions in
            guard let versions, versions.tenant == condition.version,
                versions.shared == condition.shared, condition.until > now(),
                let allowances = limiter.takeHere(condition.limits)
            else { return done(nil) }
            countHit()
            done(allowances)
        }
    }
}
