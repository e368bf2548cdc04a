/// The database roles that processes on this machine may take without a password.
///
/// The operating-system users root, `postgres` and whoever runs the cluster may connect as the
/// superuser and as every peer role; PostgreSQL learns who they are from the socket. All other
/// roles need a SCRAM password.
package struct EmbeddedRoles: Sendable, Equatable {
    /// The name of the cluster's first role, created with it.
    package let superuser: String
    /// Further roles known in advance; `EmbeddedCluster.allowPeers(_:)` adds others later.
    package let peers: [Identifier]

    /// - Parameter superuser: nil for `postgres`.
    package init(superuser: Identifier? = nil, peers: [Identifier] = []) {
        self.superuser = superuser?.name ?? "postgres"
        self.peers = peers
    }
}
