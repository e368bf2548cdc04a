/// Where an installation's keys come from.
package enum SecretSource: Sendable {
    /// A file that is made when the first value is encrypted.
    case file(SecretFile)
    /// A setting, which only whoever runs the installation changes.
    case setting(SecretKeyring)

    /// The file of a data directory.
    package static func file(in directory: String) -> SecretSource {
        .file(SecretFile("secrets.key", in: directory))
    }

    /// nil where there are none yet.
    ///
    /// - Throws: `SecretFileError`.
    func keyring() throws(SecretFileError) -> SecretKeyring? {
        switch self {
        case .setting(let keyring): keyring
        case .file(let file):
            try file.read().map { bytes throws(SecretFileError) in
                try Self.keyring(bytes, of: file)
            }
        }
    }

    /// Makes the file if need be.
    ///
    /// - Throws: `SecretFileError`.
    func keyringMakingIt() throws(SecretFileError) -> SecretKeyring {
        switch self {
        case .setting(let keyring): keyring
        case .file(let file):
            try Self.keyring(try file.load { SecretKeyring().bytes }, of: file)
        }
    }

    private static func keyring(
        _ bytes: [UInt8], of file: SecretFile
    ) throws(SecretFileError) -> SecretKeyring {
        guard let text = String(validating: bytes, as: UTF8.self),
            let keyring = SecretKeyring(text)
        else { throw .damaged(path: file.path) }
        return keyring
    }
}
