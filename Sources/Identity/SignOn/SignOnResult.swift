/// Where a login at a provider led.
package enum SignOnResult: Sendable {
    case loggedIn(SecretToken, next: String)
    /// They have a second factor here, whatever the provider asked for.
    case codeNeeded(SecretToken, next: String)
    /// The account of whoever is logged in can be entered this way from now on.
    case connected(next: String)
}
