package import Hummingbird
import NIOCore

/// What travels with a request through middleware and handlers.
package struct AppRequestContext: RequestContext {
    /// The largest body that a request may carry, where a route does not say otherwise.
    package static let bodyBytesMax = 1 << 20

    package var coreContext: CoreRequestContextStorage
    /// Stands in the answer, in errors and in every log line of the request.
    package var requestID: String
    /// The largest body that this request's route takes.
    package var maxUploadSize = Self.bodyBytesMax
    /// The other end of the connection: the sender, or a proxy; empty where there is no network
    /// between.
    let peerAddress: String
    let channel: any Channel
    package let facts = RequestFacts()
    /// Finds out who sent the request; nil where there is no frame around it.
    var authenticator: Authenticator?
    /// Finds the company that it is about; nil likewise.
    var tenants: TenantResolver?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        peerAddress = channel.remoteAddress?.ipAddress ?? ""
        requestID = source.logger[metadataKey: Self.requestIDKey]?.description ?? ""
    }

    /// Where the request came from; empty where there is no network between.
    package var remoteAddress: String { facts.clientAddress ?? peerAddress }

    /// What links to this server begin with, without a slash at the end: its name on the web, else
    /// what the sender called it, which was checked to be this server.
    package func linkBase(for request: Request) -> String {
        if let origin = facts.publicOrigin { return origin.description }
        return "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
    }

    /// Who sent the request; nil for somebody who is not logged in.
    package var visitor: Visitor? { facts.visitor }

    /// The key under which the server's own log lines carry the id.
    static let requestIDKey = "hb.request.id"
}
