import App
import Identity

/// Where a one-time link leads.
enum LoginAddress {
    /// - Parameter host: with its port.
    static func link(_ token: SecretToken, host: String) -> String {
        "http://\(host)/login/link/\(token.text)"
    }

    /// The same on the server that these settings start.
    static func link(_ token: SecretToken, of configuration: Configuration) -> String {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        return link(token, host: "\(host):\(configuration.port)")
    }

    /// What a person does with a link that sets a password.
    static func instruction(_ token: SecretToken) throws -> String {
        let days = Int(LinkPurpose.password.lifetime / .seconds(86_400))
        return "A password is set once, within \(days) days, at this address while the server"
            + " runs:\n\(link(token, of: try Configuration.load()))\n"
    }
}
