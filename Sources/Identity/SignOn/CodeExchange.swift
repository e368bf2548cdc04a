import FoundationEssentials
import Kernel

/// The question with which a code becomes tokens.
struct CodeExchange: Sendable {
    let code: String
    let redirect: String
    let verifier: String
    let clientID: String
    /// nil for a client without one.
    let secret: String?

    /// - Parameter methods: how the provider lets clients say who they are; nil for the usual one.
    func form(_ methods: [String]?) -> String {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
        if !usesHeader(methods) {
            fields.append(("client_id", clientID))
            if let secret { fields.append(("client_secret", secret)) }
        }
        return FormText.text(fields)
    }

    func headers(_ methods: [String]?) -> [(name: String, value: String)] {
        guard let secret, usesHeader(methods) else { return [] }
        let pair = "\(PercentEscape.escaped(clientID)):\(PercentEscape.escaped(secret))"
        return [("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())")]
    }

    private func usesHeader(_ methods: [String]?) -> Bool {
        secret != nil
            && (methods?.contains("client_secret_basic") ?? true
                || methods?.contains("client_secret_post") != true)
    }
}
