import Hummingbird
import Kernel
import NIOCore
import NIOHTTP1

/// Gives ready answers on a connection, and has what goes out on it kept where the frame around
/// requests says for how long that holds (`ReadyCondition`).
///
/// Requests are answered in the order in which they came: while one waits here, those behind it
/// are held and no more is read; while one that was passed on is not answered, all are passed on.
final class ReadyAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Whoever watches for idle connections sits behind this handler and sees what is passed on:
    /// something must be, in time.
    private static let passEvery: TimeAmount = .seconds(20)

    private struct Passed {
        let key: ReadyKey
        let began: Instant
        var condition: ReadyCondition?
        var head: HTTPResponseHead?
        var body: ByteBuffer?
    }

    private struct Waiting {
        let key: ReadyKey
        let answer: ReadyAnswer
        let start: ContinuousClock.Instant
        /// Whether its end has come, so that it was asked whether the answer holds.
        var isAsked = false
    }

    private let answers: ReadyAnswers
    private var peer = ""
    /// Requests that were passed on and whose answers have not ended.
    private var unanswered = 0
    private var passedAt = NIODeadline.uptimeNanoseconds(0)
    /// The one that was passed on while no other was; nil where its answer cannot be kept.
    private var passed: Passed?
    private var waiting: Waiting?
    /// Counts those that asked, so that a late reply is not taken for another one's.
    private var turn = 0
    private var held: [HTTPServerRequestPart] = []
    private var isReadHeld = false

    init(_ answers: ReadyAnswers) {
        self.answers = answers
    }

    func handlerAdded(context: ChannelHandlerContext) {
        peer = context.remoteAddress?.ipAddress ?? ""
    }

    func channelActive(context: ChannelHandlerContext) {
        peer = context.remoteAddress?.ipAddress ?? ""
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        (waiting, held) = (nil, [])
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        passOnAll(context)
        context.fireErrorCaught(error)
    }

    /// Whatever happens to the connection, what waits goes the usual way first.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        passOnAll(context)
        context.fireUserInboundEventTriggered(event)
    }

    func read(context: ChannelHandlerContext) {
        if waiting != nil { isReadHeld = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if waiting?.isAsked == true { held.append(part) } else { take(part, context) }
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard let condition = event as? ReadyCondition else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        passed?.condition = condition
        promise?.succeed()
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        switch unwrapOutboundIn(data) {
        case .head(let head): passed?.head = head
        case .body(.byteBuffer(let body)) where passed?.body == nil: passed?.body = body
        case .body: passed = nil
        case .end(let trailers):
            unanswered = max(0, unanswered - 1)
            if trailers == nil { keep() }
            passed = nil
        }
        context.write(data, promise: promise)
    }

    private func keep() {
        guard let passed, let condition = passed.condition, let head = passed.head,
            passed.key.isPlain, (passed.body?.readableBytes ?? 0) <= ReadyAnswers.bodyBytesMax
        else { return }
        let answer = ReadyAnswer(condition, head, body: passed.body)
        answers.keep(answer, for: passed.key, began: passed.began)
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        if waiting != nil {
            // Such a request has no body: this is its end.
            guard case .end(nil) = part else {
                passOnAll(context)
                return pass(part, context)
            }
            return ask(context)
        }
        guard case .head(let head) = part else { return pass(part, context) }
        let key = ReadyKey(head: head, peer: peer)
        // Whoever does not take what was sent to them is somebody for the usual way.
        if unanswered == 0, context.channel.isWritable, .now() < passedAt + Self.passEvery,
            let answer = answers.find(key)
        {
            waiting = Waiting(key: key, answer: answer, start: .now)
        } else {
            pass(key, context)
        }
    }

    private func pass(_ key: ReadyKey, _ context: ChannelHandlerContext) {
        unanswered += 1
        passedAt = .now()
        passed = unanswered == 1 ? Passed(key: key, began: answers.time()) : nil
        pass(.head(key.head), context)
    }

    private func pass(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        context.fireChannelRead(wrapInboundOut(part))
    }

    private func ask(_ context: ChannelHandlerContext) {
        guard let answer = waiting?.answer else { return }
        waiting?.isAsked = true
        turn += 1
        let asked = turn
        let loop = context.eventLoop
        let place = NIOLoopBound((self, context), eventLoop: loop)
        answers.check(answer) { allowances in
            loop.execute {
                let (handler, context) = place.value
                handler.settle(asked, allowances, context)
            }
        }
    }

    private func settle(
        _ asked: Int, _ allowances: [RequestAllowance]?, _ context: ChannelHandlerContext
    ) {
        guard asked == turn, let waiting else { return }
        guard let allowances else { return passOnAll(context) }
        self.waiting = nil
        give(waiting, allowances, context)
        var rest = held[...]
        held = []
        while self.waiting?.isAsked != true, let part = rest.popFirst() { take(part, context) }
        held += rest
        if unanswered > 0 { context.fireChannelReadComplete() }
        resumeReading(context)
    }

    private func give(
        _ waiting: Waiting, _ allowances: [RequestAllowance], _ context: ChannelHandlerContext
    ) {
        let answer = waiting.answer
        let id = waiting.key.requestID ?? "\(RequestID())"
        let head = answer.head(requestID: id, allowances)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body = answer.body {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        answers.log(waiting.key, answer, requestID: id, since: waiting.start)
    }

    /// Lets everything that is here go the usual way.
    private func passOnAll(_ context: ChannelHandlerContext) {
        guard let waiting else { return }
        self.waiting = nil
        turn += 1
        let rest = held
        held = []
        pass(waiting.key, context)
        if waiting.isAsked { pass(.end(nil), context) }
        for part in rest {
            if case .head(let head) = part {
                pass(ReadyKey(head: head, peer: peer), context)
            } else {
                pass(part, context)
            }
        }
        context.fireChannelReadComplete()
        resumeReading(context)
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard isReadHeld, waiting == nil else { return }
        isReadHeld = false
        context.read()
    }
}
