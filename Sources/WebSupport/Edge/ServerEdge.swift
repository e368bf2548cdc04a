import Kernel

/// Where the server stands: what it is called from outside, what encrypts, whom it believes, and
/// how much it answers.
package struct ServerEdge: Sendable {
    /// What people and programs call it; nil for this machine alone.
    package var publicOrigin: WebOrigin?
    /// What it encrypts with itself; nil where it does not.
    package var certificate: ServerCertificate?
    /// The proxies whose word about a request's sender is taken.
    package var trustedProxies: [AddressRange]
    /// The sites whose pages may read what the API answers, with a token of their own.
    package var allowedOrigins: Set<WebOrigin>
    package var limits: RequestLimits

    package init(
        publicOrigin: WebOrigin? = nil, certificate: ServerCertificate? = nil,
        trustedProxies: [AddressRange] = [], allowedOrigins: Set<WebOrigin> = [],
        limits: RequestLimits = .none
    ) {
        self.publicOrigin = publicOrigin
        self.certificate = certificate
        self.trustedProxies = trustedProxies
        self.allowedOrigins = allowedOrigins
        self.limits = limits
    }

    /// Whether other machines may reach it.
    package var isProtected: Bool { certificate != nil || !trustedProxies.isEmpty }

    /// Whether an address is a proxy that is believed. This machine's own is one, as soon as any
    /// is named.
    func trusts(_ address: NetworkAddress) -> Bool {
        !trustedProxies.isEmpty
            && (address.isLoopback || trustedProxies.contains { $0.contains(address) })
    }
}
