import Kernel
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Tenancy

@testable import WebSupport

/// A connection with ready answers, whose program, database and clock the test plays.
final class ReadyConnection {
    /// What came through to the program.
    private final class Program: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        var paths: [String] = []
        var ends = 0

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): paths.append(head.uri)
            case .body: break
            case .end: ends += 1
            }
        }
    }

    private final class World: Sendable {
        typealias Reply = @Sendable ((tenant: DataVersion, shared: DataVersion)?) -> Void
        let now = Mutex(Instant(unixSeconds: 1_800_000_000))
        let hits = Mutex(0)
        let questions = Mutex<[Reply]>([])
    }

    static let version = DataVersion(epoch: 1, changes: 7)
    static let rights = DataVersion(epoch: 1, changes: 3)

    private let channel = EmbeddedChannel()
    private let program = Program()
    private let world = World()

    init(clientLimit: Int = 1_000) throws {
        let now: @Sendable () -> Instant = { [world] in world.now.withLock { $0 } }
        var limits = RequestLimits()
        limits.client = clientLimit
        let answers = ReadyAnswers(
            ask: { [world] _, done in world.questions.withLock { $0.append(done) } },
            countHit: { [world] in world.hits.withLock { $0 += 1 } },
            limiter: RequestLimiter(limits, now: now),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: now)
        try channel.pipeline.syncOperations.addHandlers([ReadyAnswerHandler(answers), program])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    var paths: [String] { program.paths }
    var ends: Int { program.ends }
    var hits: Int { world.hits.withLock { $0 } }
    /// Questions to the database that were not answered yet.
    var questions: Int { world.questions.withLock { $0.count } }

    func pass(_ time: Duration) {
        world.now.withLock { $0 = $0.adding(time) }
    }

    /// A program sends a request without a body.
    func send(_ path: String, _ method: HTTPMethod = .GET, _ fields: (String, String)...) throws {
        let head = HTTPRequestHead(
            version: .http1_1, method: method, uri: path,
            headers: HTTPHeaders([("Host", "localhost")] + fields))
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
    }

    /// The program answers.
    ///
    /// - Parameter holdsFor: nil where the answer is not for others.
    func answer(_ text: String, holdsFor time: Duration? = .seconds(60)) throws {
        if let time {
            let condition = ReadyCondition(
                tenant: ID(1), tenantName: nil, version: Self.version, shared: Self.rights,
                until: world.now.withLock { $0 }.adding(time), limits: [.client("key 1")])
            channel.triggerUserOutboundEvent(condition, promise: nil)
        }
        let head = HTTPResponseHead(
            version: .http1_1, status: .ok,
            headers: ["Content-Length": "\(text.utf8.count)", "X-Request-ID": "first"])
        try channel.writeOutbound(HTTPServerResponsePart.head(head))
        let body = ByteBuffer(string: text)
        try channel.writeOutbound(HTTPServerResponsePart.body(.byteBuffer(body)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    /// The database replies to all who asked.
    func reply(
        _ versions: (tenant: DataVersion, shared: DataVersion)? = (version, rights)
    ) {
        let questions = world.questions.withLock { questions in
            defer { questions = [] }
            return questions
        }
        for question in questions { question(versions) }
        channel.embeddedEventLoop.run()
    }

    func fire(_ event: any Sendable) {
        channel.pipeline.fireUserInboundEventTriggered(event)
    }

    /// The bodies that went out since it was asked last.
    func sent() throws -> [String] { try answers().map(\.body) }

    /// The answers that went out since they were asked for last.
    func answers() throws -> [(head: HTTPResponseHead, body: String)] {
        var all: [(head: HTTPResponseHead, body: String)] = []
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            switch part {
            case .head(let head): all.append((head, ""))
            case .body(.byteBuffer(let bytes)): all[all.count - 1].body += String(buffer: bytes)
            default: break
            }
        }
        return all
    }
}
