import NIOCore

/// Counts what comes before a request's head is complete. The parser's own limits leave out white
/// space, of which a head can have any amount.
final class HeadBytesHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// A head, and as much again as may come in the same piece.
    private static let bytesMax = 256 << 10

    /// Set by who sees heads and ends.
    var isBetweenRequests = true {
        didSet { bytes = 0 }
    }
    private var bytes = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isBetweenRequests {
            bytes += unwrapInboundIn(data).readableBytes
            guard bytes <= Self.bytesMax else { return context.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }
}
