package import Hummingbird

/// What travels with a request through middleware and handlers.
package struct AppRequestContext: RequestContext {
    /// The largest body that a request may carry.
    package static let bodyBytesMax = 1 << 20

    package var coreContext: CoreRequestContextStorage
    /// Stands in the answer, in errors and in every log line of the request.
    package var requestID: String
    package let facts = RequestFacts()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = source.logger[metadataKey: Self.requestIDKey]?.description ?? ""
    }

    package var maxUploadSize: Int { Self.bodyBytesMax }

    /// The key under which the server's own log lines carry the id.
    static let requestIDKey = "hb.request.id"
}
