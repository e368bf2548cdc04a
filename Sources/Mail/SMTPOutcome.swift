/// What became of a message.
package enum SMTPOutcome: Hashable, Sendable {
    /// The server has it, and said so in these words.
    case accepted(reply: String)
    /// Not now; trying again later may succeed.
    case temporary(reason: String)
    /// Never: the server refused the message, the address or the password.
    case permanent(reason: String)
    /// The whole message was sent and no answer came. The server may have it: sending it again
    /// could make two of it.
    case unknown(reason: String)
}
