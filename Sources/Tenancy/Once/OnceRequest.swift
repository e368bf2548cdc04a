/// A request that its sender may send again without its being done twice.
package struct OnceRequest: Sendable {
    package static let keyLengthMax = 200

    /// What its sender calls it.
    package let key: String
    /// SHA-256 of everything that it says.
    package let digest: [UInt8]

    /// - Throws: `OnceError.key` for a key that is not 1 to 200 visible ASCII characters.
    package init(key: String, digest: [UInt8]) throws(OnceError) {
        let isVisible = key.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        guard !key.isEmpty, key.utf8.count <= Self.keyLengthMax, isVisible else { throw .key }
        self.key = key
        self.digest = digest
    }
}
