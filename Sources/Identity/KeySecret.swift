/// What a program sends: the token of its key behind letters that tell people what it is.
package struct KeySecret: Sendable {
    package static let prefix = "ch_"

    let token: SecretToken

    init(_ token: SecretToken) {
        self.token = token
    }

    /// nil for what cannot be one of ours.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let token = SecretToken(text.dropFirst(Self.prefix.count))
        else { return nil }
        self.token = token
    }

    package var text: String { Self.prefix + token.text }
}
