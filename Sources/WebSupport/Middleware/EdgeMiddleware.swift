import Hummingbird
import Kernel

/// Finds out where a request came from and whether its way was encrypted, by the word of the
/// proxies that are believed and of nobody else. From here on the request's scheme says how it
/// travelled.
struct EdgeMiddleware: RouterMiddleware {
    let edge: ServerEdge

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var head = request.head
        head.scheme = edge.certificate == nil ? "http" : "https"
        context.facts.publicOrigin = edge.publicOrigin
        if let peer = NetworkAddress(context.peerAddress), edge.trusts(peer) {
            context.facts.clientAddress = client(of: request, behind: peer)
            if edge.certificate == nil, isEncrypted(request) { head.scheme = "https" }
        }
        return try await next(Request(head: head, body: request.body), context)
    }

    /// The last address that no proxy of ours has: those before it are what a stranger wrote.
    private func client(of request: Request, behind peer: NetworkAddress) -> String {
        var client = peer
        let hops = request.headers[values: HeaderNames.forwardedFor]
            .flatMap { $0.split(separator: ",") }
        for hop in hops.reversed() {
            guard let address = NetworkAddress(hop.filter { $0 != " " && $0 != "\t" }) else {
                break
            }
            client = address
            if !edge.trusts(address) { break }
        }
        return client.description
    }

    /// The proxy nearest to us wrote the last one.
    private func isEncrypted(_ request: Request) -> Bool {
        let last = request.headers[values: HeaderNames.forwardedProtocol].last?
            .split(separator: ",").last
        return last?.filter { $0 != " " }.lowercased() == "https"
    }
}
