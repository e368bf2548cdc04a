import Glibc
import Logging
import Redis
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Asking Redis` {
    private static var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    private static func client(_ server: RedisProcess) -> RedisClient {
        RedisClient(server.address, logger: logger)
    }

    /// Asks until somebody answers: a client leaves one that was away alone for a moment.
    private static func outlast(_ client: RedisClient) async -> RedisReply? {
        for _ in 0..<200 {
            if let reply = await client.send(RedisCommand("PING")) { return reply }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    @Test func `reads every kind of answer, with any bytes`() async throws {
        let server = try await RedisProcess()
        let client = Self.client(server)
        let bytes = (0...255).map { UInt8($0) } + Array("\r\n$5\r\n".utf8)
        let set = RedisCommand([Array("SET".utf8), [0, 10, 13], bytes])
        #expect(await client.send(set) == .bytes(Array("OK".utf8)))
        let get = RedisCommand([Array("GET".utf8), [0, 10, 13]])
        #expect(await client.send(get) == .bytes(bytes))
        #expect(await client.send(RedisCommand("GET", "nothing")) == RedisReply.none)
        #expect(await client.send(RedisCommand("SET", "", "")) == .bytes(Array("OK".utf8)))
        #expect(await client.send(RedisCommand("GET", "")) == .bytes([]))
        #expect(await client.send(RedisCommand("INCRBY", "n", "-7")) == .integer(-7))
        let list = await client.send(RedisCommand("EVAL", "return {1, 'a', {}}", "0"))
        #expect(list == .list([.integer(1), .bytes([0x61]), .list([])]))
        guard case .refusal(let words) = await client.send(RedisCommand("NOSUCH")) else {
            Issue.record("an unknown command was taken")
            return
        }
        #expect(words.contains("unknown command"))
        #expect(client.isThere == true)
    }

    @Test func `gives everybody their own answer`() async throws {
        let server = try await RedisProcess()
        let client = Self.client(server)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    await client.send(RedisCommand("ECHO", "\(number)"))
                        == .bytes(Array("\(number)".utf8))
                }
            }
            for try await isOwn in group { #expect(isOwn) }
        }
    }

    @Test func `goes on without one that is not there, and finds it again`() async throws {
        let server = try await RedisProcess()
        let client = Self.client(server)
        #expect(client.isThere == nil)
        #expect(await client.send(RedisCommand("SET", "a", "1")) != nil)
        for _ in 0..<2 {
            server.kill()
            #expect(await client.send(RedisCommand("GET", "a")) == nil)
            #expect(client.isThere == false)
            try await server.start()
            #expect(await Self.outlast(client) == .bytes(Array("PONG".utf8)))
            #expect(await client.send(RedisCommand("GET", "a")) == RedisReply.none)
        }
    }

    @Test func `waits for one that hangs no longer than the limit, and only once`() async throws {
        let server = try await RedisProcess()
        let client = Self.client(server)
        #expect(await client.send(RedisCommand("SET", "a", "1")) != nil)
        server.signal(SIGSTOP)
        let start = ContinuousClock.now
        #expect(await client.send(RedisCommand("GET", "a")) == nil)
        for _ in 0..<100 { #expect(await client.send(RedisCommand("GET", "a")) == nil) }
        // 101 waits of the limit would be 25 seconds.
        #expect(ContinuousClock.now - start < .seconds(5))
        server.signal(SIGCONT)
        #expect(await Self.outlast(client) != nil)
        // The answer that came too late is nobody's.
        #expect(await client.send(RedisCommand("GET", "a")) == .bytes(Array("1".utf8)))
    }

    @Test func `does without one that wants a password which it was not given`() async throws {
        let server = try await RedisProcess(hasPassword: true)
        let client = Self.client(server)
        #expect(await client.send(RedisCommand("PING")) == nil)
        #expect(client.isThere == false)
    }
}
