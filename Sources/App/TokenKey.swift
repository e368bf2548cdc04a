import Identity

/// The secret that access tokens are signed with, a file of the data directory. Servers that share
/// a database need the same one.
enum TokenKey {
    private static let byteCount = 32

    /// - Throws: `SecretFileError`.
    static func load(in directory: String) throws(SecretFileError) -> [UInt8] {
        let file = SecretFile("token.key", in: directory)
        let secret = try file.load { SecretFile.random(bytes: byteCount) }
        guard secret.count == byteCount else { throw .damaged(path: file.path) }
        return secret
    }
}
