/// What a one-time link is for.
package enum LinkPurpose: String, Sendable {
    /// Logs its holder in.
    case login
    /// Lets its holder set a password, and logs in with it.
    case password
    /// The same for somebody who asked for it on the login page.
    case reset

    /// The same in whole days.
    package var days: Int { Int(lifetime / .seconds(86_400)) }

    package var setsPassword: Bool { self != .login }

    /// How long it can be used.
    package var lifetime: Duration {
        switch self {
        case .login: .seconds(86_400)
        case .password: .seconds(7 * 86_400)
        case .reset: .seconds(1_800)
        }
    }
}
