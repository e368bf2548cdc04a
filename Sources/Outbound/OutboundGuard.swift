package import Kernel

/// Decides where the server may connect to on the word of a setting. Without it whoever may write
/// a setting could have the server ask its own network: other services, a cloud's metadata.
package struct OutboundGuard: Sendable {
    /// Whether this machine itself may be asked, also without encryption: for tests and trials.
    package let allowsLoopback: Bool
    /// Whether hosts of the public internet may be asked without encryption.
    package let allowsPlain: Bool

    package init(allowsLoopback: Bool = false, allowsPlain: Bool = false) {
        self.allowsLoopback = allowsLoopback
        self.allowsPlain = allowsPlain
    }

    /// The address to connect to. It is looked up once and then used as it is: a name that leads
    /// somewhere else a moment later gains nothing.
    ///
    /// - Throws: `OutboundError.unknownHost`, `.notAllowed`.
    package func address(of target: OutboundTarget) async throws(OutboundError) -> NetworkAddress {
        let found = await NameResolver.addresses(of: target.host)
        guard let first = found.first else { throw .unknownHost(target.host) }
        // All of them: which one is taken must not decide.
        guard found.allSatisfy({ isAllowed($0, isEncrypted: target.isEncrypted) }) else {
            throw .notAllowed(host: target.host)
        }
        return found.first { $0.bytes.count == 4 } ?? first
    }

    func isAllowed(_ address: NetworkAddress, isEncrypted: Bool) -> Bool {
        if address.isLoopback { return allowsLoopback }
        return address.isPublic && (isEncrypted || allowsPlain)
    }
}
