import NIOCore
import NIOHTTP1

/// Refuses heads that two readers could take for two requests, as they come from the line: more
/// than one host, and an address with a host of its own beside the header's (RFC 9112 §3.2). Says
/// to close the connection where an old program waits for its end.
final class RequestHeadHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let text = "The request could not be read.\n"

    private let counter: HeadBytesHandler
    private var isRefused = false

    init(counter: HeadBytesHandler) {
        self.counter = counter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else {
            if case .end = unwrapInboundIn(data) { counter.isBetweenRequests = true }
            return context.fireChannelRead(data)
        }
        counter.isBetweenRequests = false
        guard Self.isClear(head) else { return refuse(context) }
        if head.version != .http1_1, !head.isKeepAlive {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    static func isClear(_ head: HTTPRequestHead) -> Bool {
        let isAddress =
            head.uri.hasPrefix("/") || (head.method == .OPTIONS && head.uri == "*")
        return isAddress && head.headers["Host"].count <= 1
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isRefused = true
        let headers: HTTPHeaders = [
            "Content-Type": "text/plain; charset=utf-8", "Connection": "close",
            "Content-Length": "\(Self.text.utf8.count)",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let body = context.channel.allocator.buffer(string: Self.text)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            loop.value.close(promise: nil)
        }
    }
}
