package import Mail

/// What became of one attempt to send a mail; without its text and its recipient, for logs.
package struct MailReport: Sendable {
    package let id: Int64
    package let purpose: String
    package let attempt: Int64
    package let outcome: SMTPOutcome
    /// Whether it will be tried again.
    package let isRetried: Bool
}
