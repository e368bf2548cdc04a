import Kernel
import PostgresClient

/// What a session is found by: the token of a browser, or the id that an access token names.
enum SessionKey: Hashable, Sendable {
    case token(SecretToken)
    case id(ID<SessionListing>)

    /// What its row is found by; no row has an empty hash.
    var hash: PostgresValue {
        if case .token(let token) = self { .bytes(token.hash) } else { .bytes([]) }
    }

    var id: Int64? { if case .id(let id) = self { id.rawValue } else { nil } }
}
