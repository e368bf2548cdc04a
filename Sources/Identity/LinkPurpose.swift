/// What a one-time link is for.
package enum LinkPurpose: String, Sendable {
    /// Logs its holder in.
    case login
    /// Lets its holder set a password, and logs in with it.
    case password

    /// How long it can be used.
    package var lifetime: Duration {
        switch self {
        case .login: .seconds(86_400)
        case .password: .seconds(3 * 86_400)
        }
    }
}
