import Crypto
import Identity

/// What an endpoint's events are signed with: shown once, to whoever makes it.
package struct WebhookSecret: Hashable, Sendable {
    private static let prefix = "whsec_"

    package let text: String

    package init(text: String) {
        self.text = text
    }

    static func random() -> WebhookSecret { WebhookSecret(text: prefix + SecretToken().text) }

    var bytes: [UInt8] { Array(text.utf8) }

    /// The header of a body that is sent at a time: `t=<unix>,v1=<hex>`, with one `v1` for each
    /// secret that is valid.
    package static func signature(
        of body: [UInt8], at unixSeconds: Int64, with secrets: [WebhookSecret]
    ) -> String {
        let signed = Array("\(unixSeconds).".utf8) + body
        let parts = secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(
                for: signed, using: SymmetricKey(data: secret.bytes))
            return "v1=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return (["t=\(unixSeconds)"] + parts).joined(separator: ",")
    }
}
