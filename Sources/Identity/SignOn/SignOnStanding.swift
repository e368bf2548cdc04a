/// How somebody who is logged in stands to their account, before they connect a provider to it.
package struct SignOnStanding: Sendable {
    package let hasPassword: Bool
    /// Whether the session was begun by the word of a provider that is not connected: it would
    /// connect itself.
    package let isByProvider: Bool
}
