import HTTPTypes
import Kernel
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Closes the connection of whoever sends a body, or takes an answer, slower than any line: those
/// who hold many such connections would leave none for others. What comes before a body is bounded
/// by the server's own idle time.
final class SlowConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    static let checkInterval: TimeAmount = .seconds(5)
    private static let unreadMax = 2 << 20

    private let ready: ReadyAnswers?
    private let connections: ConnectionCount
    private let isCounted: @Sendable (NetworkAddress) -> Bool
    private var counted: NetworkAddress?
    private var reading: TransferPace?
    private var writing: TransferPace?
    private var bytesToGo = 0
    /// What may still come of a body that was answered before its end, so that its sender comes to
    /// reading the answer; nil where nothing was.
    private var unreadLeft: Int?
    private var check: Scheduled<Void>?

    init(
        connections: ConnectionCount, isCounted: @escaping @Sendable (NetworkAddress) -> Bool,
        ready: ReadyAnswers? = nil
    ) {
        self.ready = ready
        self.connections = connections
        self.isCounted = isCounted
    }

    func handlerAdded(context: ChannelHandlerContext) {
        checkHeads(of: context.pipeline.syncOperations)
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    /// The program behind wants more: the sender's turn.
    func read(context: ChannelHandlerContext) {
        reading?.wait(at: Self.seconds)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            var pace = TransferPace()
            pace.wait(at: Self.seconds)
            reading = pace
        case .body(let part):
            reading?.came(part.readableBytes, at: Self.seconds)
            if let left = unreadLeft {
                // Nobody reads it: the answer is out.
                unreadLeft = left - part.readableBytes
                if left < part.readableBytes { return context.close(promise: nil) }
            }
        case .end: (reading, unreadLeft) = (nil, nil)
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        guard case .body(let part) = unwrapOutboundIn(data) else {
            if case .end = unwrapOutboundIn(data), reading != nil { unreadLeft = Self.unreadMax }
            return context.write(data, promise: promise)
        }
        let count = part.readableBytes
        if bytesToGo == 0 { writing = TransferPace() }
        bytesToGo += count
        // What waits to go counts as come: the more it is, the longer it may take.
        writing?.came(count, at: Self.seconds)
        writing?.wait(at: Self.seconds)
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.assumeIsolated().whenComplete { _ in self.went(count) }
        context.write(data, promise: written)
    }

    private func went(_ count: Int) {
        bytesToGo -= count
        if bytesToGo == 0 { writing = nil }
    }

    /// The server takes further handlers behind the one that makes a head unambiguous; this one has
    /// to stand before it.
    private func checkHeads(of pipeline: ChannelPipeline.SynchronousOperations) {
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        let counter = HeadBytesHandler()
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(counter, position: .before(decoder))
            try pipeline.addHandler(
                RequestHeadHandler(counter: counter), position: .before(codec))
            if let ready {
                try pipeline.addHandler(ReadyAnswerHandler(ready), position: .before(codec))
            }
        } catch {
            preconditionFailure("The pipeline of a connection cannot be made: \(error)")
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard check == nil else { return }
        if let text = context.remoteAddress?.ipAddress, let address = NetworkAddress(text),
            isCounted(address)
        {
            guard connections.begin(address) else { return context.close(promise: nil) }
            counted = address
        }
        scheduleCheck(context)
    }

    private func scheduleCheck(_ context: ChannelHandlerContext) {
        check = context.eventLoop.assumeIsolated().scheduleTask(in: Self.checkInterval) {
            let now = Self.seconds
            let isSlow =
                self.reading?.isTooSlow(at: now) == true || self.writing?.isTooSlow(at: now) == true
            if isSlow { return context.close(promise: nil) }
            self.scheduleCheck(context)
        }
    }

    private func end() {
        check?.cancel()
        check = nil
        if let counted { connections.end(counted) }
        counted = nil
    }

    private static var seconds: Double {
        Double(NIODeadline.now().uptimeNanoseconds) / 1e9
    }
}
