import Tenancy

/// Names an uploaded file: in addresses, and on disk in place of the name that its sender gave.
package struct ImportUploadToken: Hashable, Sendable, CustomStringConvertible {
    private static let digits = 32

    package let text: String

    /// Nil for what no token looks like.
    package init?(_ text: String) {
        let isHexadecimal = text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
        guard text.utf8.count == Self.digits, isHexadecimal else { return nil }
        self.text = text
    }

    private init(random: (UInt64, UInt64)) {
        let parts = [random.0, random.1].map { String($0, radix: 16) }
        text = parts.map { String(repeating: "0", count: Self.digits / 2 - $0.count) + $0 }.joined()
    }

    /// One that nobody can guess.
    package static func random() -> ImportUploadToken {
        var generator = SystemRandomNumberGenerator()
        return ImportUploadToken(random: (generator.next(), generator.next()))
    }

    package var description: String { text }

    /// As records have it: its beginning, which opens nothing.
    var object: AuditObject { AuditObject(.upload, text.prefix(8)) }
}
