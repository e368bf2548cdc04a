/// The state of a transaction that this client has begun, or will with its first statement.
struct OpenTransaction {
    /// BEGIN and what follows it, not yet sent: it goes out with the first statement.
    var opening: [Query]
    /// Whose plans the statements use.
    let scopeName: String
    /// What goes out together with COMMIT.
    var closing: [Query] = []
}
