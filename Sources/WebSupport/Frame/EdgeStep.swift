import Hummingbird
import Kernel

/// Finds out where a request came from and whether its way was encrypted, by the word of the
/// proxies that are believed and of nobody else. From here on the request's scheme says how it
/// travelled.
struct EdgeStep: Sendable {
    let edge: ServerEdge

    func read(_ request: Request, _ context: AppRequestContext) -> Request {
        var scheme = edge.certificate == nil ? "http" : "https"
        if let origin = edge.publicOrigin { context.facts.publicOrigin = origin }
        if !edge.trustedProxies.isEmpty, let peer = NetworkAddress(context.peerAddress),
            edge.trusts(peer)
        {
            context.facts.clientAddress = client(of: request, behind: peer)
            if edge.certificate == nil, isEncrypted(request) { scheme = "https" }
        }
        guard scheme != request.head.scheme else { return request }
        var head = request.head
        head.scheme = scheme
        return Request(head: head, body: request.body)
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
