package import Foundation

/// A real mail server on a port of its own.
package final class MailPeer: Sendable {
    package struct Mail: Sendable {
        package let from: String
        package let to: [String]
        package let data: Data
        package let isEncrypted: Bool
        package let user: String?

        /// As it travelled, without the encoding of its parts.
        package var text: String { String(decoding: data, as: UTF8.self) }

        /// With the soft line breaks and escapes of its parts undone.
        package var readable: String {
            text.replacingOccurrences(of: "=\r\n", with: "")
                .replacingOccurrences(of: "=3D", with: "=")
        }
    }

    package enum Encryption: String, Sendable {
        case starttls, implicit, none
    }

    package static let user = "mailer"
    package static let passphrase = "p@ss:w/rd"

    package let port: Int
    /// The file of the certificate that it has.
    package let authority: String
    private let peer: Peer

    /// - Parameters:
    ///   - mode: how it misbehaves.
    ///   - times: how often; nil for always.
    package init(
        _ encryption: Encryption = .starttls, logsIn: Bool = true, mode: String = "take",
        times: Int? = nil
    ) async throws {
        var arguments = ["--tls", encryption.rawValue, "--mode", mode]
        if logsIn { arguments += ["--auth", "\(Self.user):\(Self.passphrase)"] }
        if let times { arguments += ["--times", "\(times)"] }
        peer = try Peer(script: "mail_server.py", arguments)
        let start = try await peer.next()
        guard let port = start["port"] as? Int, let authority = start["authority"] as? String else {
            throw Peer.Problem(description: "no port")
        }
        self.port = port
        self.authority = authority
    }

    /// The next mail that it took; waits for it.
    package func next() async throws -> Mail {
        let fields = try await peer.next()
        guard let from = fields["from"] as? String, let to = fields["to"] as? [String],
            let data = (fields["data"] as? String).flatMap({ Data(base64Encoded: $0) })
        else { throw Peer.Problem(description: "no mail") }
        return Mail(
            from: from, to: to, data: data, isEncrypted: fields["encrypted"] as? Bool ?? false,
            user: fields["user"] as? String)
    }

    /// How many mails it took that nobody looked at.
    package var waiting: Int { peer.waiting }
}
