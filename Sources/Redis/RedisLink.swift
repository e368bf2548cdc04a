import CHiredis
import Glibc

/// One connection to Redis. Its calls block, for no longer than the limits.
///
/// Not for several threads: `RedisClient` uses it on one queue alone.
final class RedisLink {
    static let connectLimit: Duration = .milliseconds(500)
    /// Whoever has Redis waits for an answer wants it sooner than it could be computed.
    static let answerLimit: Duration = .milliseconds(250)

    private let context: UnsafeMutablePointer<redisContext>

    /// - Throws: `RedisProblem`.
    init(_ address: RedisAddress) throws(RedisProblem) {
        let limit = Self.time(Self.connectLimit)
        let opened =
            switch address.place {
            case .host(let host, let port): redisConnectWithTimeout(host, Int32(port), limit)
            case .socket(let path): redisConnectUnixWithTimeout(path, limit)
            }
        guard let opened else { throw .unreachable("out of memory") }
        context = opened
        if let problem { throw .unreachable(problem) }
        _ = redisSetTimeout(context, Self.time(Self.answerLimit))
        // A socket of the file system has none, and asking for it would end the connection.
        if case .host = address.place { _ = redisEnableKeepAlive(context) }
        try greet(address)
    }

    deinit { redisFree(context) }

    /// Sends commands at once and reads their answers, in order.
    ///
    /// - Throws: `RedisProblem.unreachable`; then the connection is of no use any more.
    func perform(_ commands: [RedisCommand]) throws(RedisProblem) -> [RedisReply] {
        for command in commands { append(command) }
        var replies: [RedisReply] = []
        replies.reserveCapacity(commands.count)
        for _ in commands {
            var reply: UnsafeMutableRawPointer?
            guard redisGetReply(context, &reply) == REDIS_OK, let reply else {
                throw .unreachable(problem ?? "no answer")
            }
            replies.append(RedisReply(reply.assumingMemoryBound(to: redisReply.self)))
            freeReplyObject(reply)
        }
        return replies
    }

    private func greet(_ address: RedisAddress) throws(RedisProblem) {
        var commands: [RedisCommand] = []
        if let password = address.password {
            let who = address.user.map { [$0] } ?? []
            commands.append(RedisCommand(["AUTH"] + who + [password]))
        }
        if address.database != 0 { commands.append(RedisCommand("SELECT", "\(address.database)")) }
        commands.append(RedisCommand("PING"))
        for case .refusal(let reason) in try perform(commands) { throw .refused(reason) }
    }

    private func append(_ command: RedisCommand) {
        let parts = command.parts
        var places: [UnsafePointer<CChar>?] = []
        let all = parts.flatMap { $0 }
        all.withUnsafeBytes { bytes in
            // Without a byte there is no address, and none is read.
            let start = bytes.baseAddress ?? UnsafeRawPointer(context)
            var offset = 0
            for part in parts {
                places.append((start + offset).assumingMemoryBound(to: CChar.self))
                offset += part.count
            }
            _ = redisAppendCommandArgv(
                context, Int32(parts.count), &places, parts.map(\.count))
        }
    }

    private var problem: String? {
        guard context.pointee.err != 0 else { return nil }
        return String(cString: countinghouse_redis_problem(context))
    }

    private static func time(_ duration: Duration) -> timeval {
        let (seconds, attoseconds) = duration.components
        return timeval(
            tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
