import App
import Identity

/// Where a one-time link leads.
enum LoginAddress {
    /// - Parameter base: what the server is called, without a slash at its end.
    static func link(_ token: SecretToken, base: String) -> String {
        "\(base)/login/link/\(token.text)"
    }

    /// What a person does with a link that sets a password.
    static func instruction(_ token: SecretToken) throws -> String {
        let days = Int(LinkPurpose.password.lifetime / .seconds(86_400))
        return "A password is set once, within \(days) days, at this address while the server"
            + " runs:\n\(link(token, base: try Configuration.load().linkBase))\n"
    }
}
