import Synchronization

/// Where people reach this installation, as `https://books.example.com`: what links in mails
/// begin with. It never comes from a request, whose sender could name any host.
package final class PublicAddress: Sendable {
    private let value: Mutex<String>

    package init(_ text: String) {
        value = Mutex(text)
    }

    package var text: String { value.withLock { $0 } }

    /// Says where the server really listens, once that is known.
    package func set(_ text: String) {
        value.withLock { $0 = text }
    }

    package func link(_ token: SecretToken) -> String { "\(text)/login/link/\(token.text)" }
}
