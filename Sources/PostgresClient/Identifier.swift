/// The name of a database object, safe to place into SQL text.
///
/// It may only hold lower-case ASCII letters, digits and underscores, so that quoting it can
/// neither fail nor change what it means.
package struct Identifier: Hashable, Sendable, CustomStringConvertible {
    /// PostgreSQL cuts longer names off silently, so they are refused.
    package static let bytesMax = 63

    /// The name, without quotes.
    package let name: String

    /// - Throws: `invalidIdentifier` unless the name matches `[a-z_][a-z0-9_]{0,62}`.
    package init(_ name: String) throws(PostgresError) {
        guard Identifier.isValid(name) else { throw .invalidIdentifier }
        self.name = name
    }

    package var description: String { name }

    /// The name in double quotes, ready for SQL text.
    var quoted: String { "\"\(name)\"" }

    private static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= bytesMax, !isDigit(first) else {
            return false
        }
        return name.utf8.allSatisfy { isDigit($0) || ($0 >= 0x61 && $0 <= 0x7a) || $0 == 0x5f }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
