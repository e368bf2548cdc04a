import Hummingbird
import Kernel

/// Refuses requests that were sent to a name which a stranger could have pointed at this machine,
/// those that came from another machine past the proxy that encrypts, and addresses that read
/// differently to different readers.
struct HostStep: Sendable {
    let edge: ServerEdge
    let tenants: TenantResolver
    /// Whether other machines reach the server's port.
    let isOpen: Bool
    private let known = KnownHost()

    init(edge: ServerEdge, tenants: TenantResolver, isOpen: Bool) {
        self.edge = edge
        self.tenants = tenants
        self.isOpen = isOpen
    }

    func check(_ request: Request, _ context: AppRequestContext) async throws {
        if !known.isLast(request.head.authority) {
            do throws(WebError) {
                try Self.check(request.head.authority, publicHost: edge.publicOrigin?.host)
                known.note(request.head.authority)
            } catch {
                guard case .foreignHost = error, let authority = request.head.authority,
                    let (host, _) = HostName.split(authority),
                    try await tenants.isDomain(host.lowercased(), context)
                else { throw error }
            }
        }
        // The router takes doubled slashes for one; whatever else looks at paths does not.
        if Self.hasDoubledSlash(request.uri.path) { throw WebError.noSuchAddress }
        if isOpen, edge.certificate == nil, let peer = NetworkAddress(context.peerAddress),
            !peer.isLoopback, !edge.trusts(peer)
        {
            throw WebError.unprotected
        }
    }

    private static func hasDoubledSlash(_ path: String) -> Bool {
        zip(path.utf8, path.utf8.dropFirst()).contains {
            (UInt8(ascii: "/"), UInt8(ascii: "/")) == $0
        }
    }

    static func check(_ authority: String?, publicHost: String? = nil) throws(WebError) {
        guard let authority, !authority.isEmpty else { throw .hostMissing }
        guard HostName.isOurs(authority, publicHost: publicHost) else { throw .foreignHost }
    }
}
