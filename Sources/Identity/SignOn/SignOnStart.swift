/// A login that begins here and goes on at the provider.
package struct SignOnStart: Sendable {
    /// Where the browser goes.
    package let url: String
    /// What it is called to people.
    package let host: String
    /// What the browser keeps meanwhile.
    package let browser: SecretToken
}
