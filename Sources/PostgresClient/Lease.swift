/// The right to use a connection, until it is given back.
struct Lease: Sendable {
    let connection: PostgresConnection
    /// Tells this lease from the connection's earlier and later ones.
    let number: UInt64

    /// Begins a lease of a connection that nobody uses.
    init(of connection: PostgresConnection) {
        self.connection = connection
        number = connection.cancellation.beginLease()
    }
}
