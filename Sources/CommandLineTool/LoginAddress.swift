import App
import Identity

/// Where a one-time link leads.
enum LoginAddress {
    /// - Parameter base: what the server is called, without a slash at its end.
    static func link(_ token: SecretToken, base: String) -> String {
        "\(base)/login/link/\(token.text)"
    }

    /// Where the link is on its way to the person it is for.
    static let mailed =
        "A mail with a link that sets a password is sent to them as soon as the server runs.\n"

    /// Where other companies' people may know a password.
    static let lostPassword =
        "Their password was set by a link that the people of another company may have had: it counts"
        + " no longer, and whoever was logged in with it is logged out.\n"

    /// What whoever took somebody in must know.
    static func instruction(_ added: NewUser) throws -> String {
        try (added.wasOfOthers ? lostPassword : "") + next(added)
    }

    private static func next(_ added: NewUser) throws -> String {
        if added.isInvited {
            guard let link = added.link else {
                return "A mail with a link is sent to them as soon as the server runs.\n"
            }
            return "They accept, logged in to their account, within"
                + " \(InvitationService.days) days at this address while the server runs:\n"
                + "\(self.link(link, base: try Configuration.load().linkBase))\n"
        }
        if added.isMailed { return mailed }
        return try added.link.map { try instruction($0) } ?? ""
    }

    /// What a person does with a link that sets a password.
    static func instruction(_ token: SecretToken) throws -> String {
        let days = LinkPurpose.password.days
        return "A password is set once, within \(days) days, at this address while the server"
            + " runs:\n\(link(token, base: try Configuration.load().linkBase))\n"
    }
}
