/// What a mail to a person is about.
package enum MailPurpose: String, Sendable {
    /// They were taken in and have no password yet.
    case invitation
    /// Whoever runs the installation took their password away.
    case passwordLink = "password_link"
    /// They asked for a new password.
    case reset
    /// Something about their account was changed.
    case notice
    /// A webhook of their company's was paused, since nothing arrived for days.
    case webhookPaused = "webhook_paused"
}
