import Crypto

/// What a key is called by: eight hexadecimal digits that follow from the key, so that no two
/// files can call different keys the same. They do not give the key away.
package struct SecretKeyID: Hashable, Sendable, CustomStringConvertible {
    static let byteCount = 4

    let bytes: [UInt8]

    init(of key: SymmetricKey) {
        let code = HMAC<SHA256>.authenticationCode(for: Array("key id".utf8), using: key)
        bytes = Array(code.prefix(Self.byteCount))
    }

    /// As it stands in a ciphertext; nil where it is too short.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    package var description: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
