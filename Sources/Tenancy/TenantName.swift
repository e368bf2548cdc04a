/// What people and URLs call a tenant: lower-case letters, digits and hyphens.
package struct TenantName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, so that the schema's and role's names fit PostgreSQL's 63 bytes.
    package static let lengthMax = 40

    package let text: String

    /// - Throws: `TenancyError.invalidName` unless it matches `[a-z][a-z0-9-]{0,39}`.
    package init(_ text: String) throws(TenancyError) {
        let bytes = text.utf8
        guard let first = bytes.first, (0x61...0x7A).contains(first),
            bytes.count <= TenantName.lengthMax,
            bytes.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else { throw .invalidName(text) }
        self.text = text
    }

    package var description: String { text }
}
