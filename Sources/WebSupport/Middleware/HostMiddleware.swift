import Hummingbird
import Kernel

/// Refuses requests that were sent to a name which a stranger could have pointed at this machine,
/// those that came from another machine past the proxy that encrypts, and addresses that read
/// differently to different readers.
struct HostMiddleware: RouterMiddleware {
    let edge: ServerEdge
    let tenants: TenantResolver
    /// Whether other machines reach the server's port.
    let isOpen: Bool

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do throws(WebError) {
            try Self.check(request.head.authority, publicHost: edge.publicOrigin?.host)
        } catch {
            guard case .foreignHost = error, let authority = request.head.authority,
                let (host, _) = HostName.split(authority),
                try await tenants.isDomain(host.lowercased(), context)
            else { throw error }
        }
        // The router takes doubled slashes for one; whatever else looks at paths does not.
        if request.uri.path.contains("//") { throw WebError.noSuchAddress }
        if isOpen, edge.certificate == nil, let peer = NetworkAddress(context.peerAddress),
            !peer.isLoopback, !edge.trusts(peer)
        {
            throw WebError.unprotected
        }
        return try await next(request, context)
    }

    static func check(_ authority: String?, publicHost: String? = nil) throws(WebError) {
        guard let authority, !authority.isEmpty else { throw .hostMissing }
        guard HostName.isOurs(authority, publicHost: publicHost) else { throw .foreignHost }
    }
}
