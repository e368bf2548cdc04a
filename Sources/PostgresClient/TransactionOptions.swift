/// How a transaction begins.
package struct TransactionOptions: Sendable {
    package enum Isolation: Sendable {
        case readCommitted
        case repeatableRead
        case serializable
    }

    package var isolation: Isolation
    package var isReadOnly: Bool
    /// Only with a serializable read-only transaction: waits for a moment when it cannot fail.
    package var isDeferrable: Bool
    /// Statements that follow BEGIN in the same round trip.
    package var prologue: [Query]

    package init(
        isolation: Isolation = .readCommitted, isReadOnly: Bool = false,
        isDeferrable: Bool = false, prologue: [Query] = []
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.isDeferrable = isDeferrable
        self.prologue = prologue
    }

    package static let readOnly = TransactionOptions(isReadOnly: true)
    package static let serializable = TransactionOptions(isolation: .serializable)

    var begin: Query {
        var query: Query =
            switch isolation {
            case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
            case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
            case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
        if isReadOnly { query += " READ ONLY" }
        if isDeferrable { query += " DEFERRABLE" }
        return query
    }
}
