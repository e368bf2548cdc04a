import Crypto

/// A code on paper that works once in place of a phone's: 80 random bits, of which only the hash
/// is stored.
package struct RecoveryCode: Sendable {
    package static let count = 10
    private static let byteCount = 10
    private static let groupLength = 4

    private let letters: String

    init() {
        letters = Base32.text(SecretFile.random(bytes: Self.byteCount))
    }

    /// One that somebody typed, with or without hyphens and spaces, in large or small letters.
    init(_ text: String) {
        letters = text.uppercased().filter { $0 != "-" && $0 != " " }
    }

    /// As it is written down: four groups of four.
    package var text: String {
        var groups: [Substring] = []
        var rest = letters.lowercased()[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(Self.groupLength))
            rest = rest.dropFirst(Self.groupLength)
        }
        return groups.joined(separator: "-")
    }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(letters.utf8))) }
}
