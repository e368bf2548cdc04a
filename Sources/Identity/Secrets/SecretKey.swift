import Crypto
import FoundationEssentials

/// One key that values of the database are encrypted with.
struct SecretKey: Sendable {
    static let byteCount = 32

    let id: SecretKeyID
    let key: SymmetricKey

    /// nil unless there are 256 bits.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        key = SymmetricKey(data: bytes)
        id = SecretKeyID(of: key)
    }

    /// A new one.
    init() {
        key = SymmetricKey(size: .bits256)
        id = SecretKeyID(of: key)
    }

    /// As a keyring holds it: Base64.
    var text: String { key.withUnsafeBytes { Data($0).base64EncodedString() } }
}
