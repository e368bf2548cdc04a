import Hummingbird

/// A body that did not say how long it is, read up to a limit.
struct BoundedBody: AsyncSequence, Sendable {
    let body: RequestBody
    let bytesMax: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        let bytesMax: Int
        var bytes = 0

        mutating func next() async throws -> ByteBuffer? {
            guard let part = try await base.next() else { return nil }
            bytes += part.readableBytes
            guard bytes <= bytesMax else { throw WebError.bodyTooLarge(bytesMax: bytesMax) }
            return part
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: body.makeAsyncIterator(), bytesMax: bytesMax)
    }
}
