import FoundationEssentials

/// The keys that an installation has: the first encrypts, all decrypt.
package struct SecretKeyring: Sendable {
    let keys: [SecretKey]

    var current: SecretKey { keys[0] }

    /// Of a new key alone.
    package init() {
        keys = [SecretKey()]
    }

    /// - Parameter text: keys of 32 bytes in Base64, as `openssl rand -base64 32` makes them,
    ///   with commas, spaces or lines between; nil is returned unless there is one at least and
    ///   no two are alike.
    package init?(_ text: some StringProtocol) {
        var keys: [SecretKey] = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let data = Data(base64Encoded: String(part)), let key = SecretKey(Array(data)),
                !keys.contains(where: { $0.id == key.id })
            else { return nil }
            keys.append(key)
        }
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    private init(keys: [SecretKey]) {
        self.keys = keys
    }

    /// With a new key in front.
    func renewed() -> SecretKeyring {
        var key = SecretKey()
        while keys.contains(where: { $0.id == key.id }) { key = SecretKey() }
        return SecretKeyring(keys: [key] + keys)
    }

    /// Without the old keys that are not among these.
    func keeping(_ used: Set<SecretKeyID>) -> SecretKeyring {
        SecretKeyring(keys: [current] + keys.dropFirst().filter { used.contains($0.id) })
    }

    /// One key a line.
    var bytes: [UInt8] { Array(keys.map { "\($0.text)\n" }.joined().utf8) }
}
