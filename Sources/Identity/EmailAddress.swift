/// An address that a person logs in with. Two that differ in capitals only are the same.
package struct EmailAddress: Sendable, CustomStringConvertible {
    package static let bytesMax = 254

    /// In small letters, without space around it.
    package let text: String

    /// - Throws: `IdentityError.invalidEmail` for what can be no address.
    package init(_ text: String) throws(IdentityError) {
        let trimmed = Self.key(text)
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard trimmed.utf8.count <= Self.bytesMax, parts.count == 2,
            parts.allSatisfy({ Self.isPart($0) }), Self.isDomain(parts[1])
        else { throw .invalidEmail(text) }
        self.text = trimmed
    }

    package var description: String { text }

    /// What anything that was typed as an address is looked for by.
    static func key(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.lowercased()
    }

    /// Nothing that a mail's header or an address would take for something else (RFC 5322 §3.2.3).
    private static let specials: Set<Unicode.Scalar> = [
        "<", ">", "(", ")", "[", "]", "\\", ",", ";", ":", "\"",
    ]

    private static func isPart(_ part: Substring) -> Bool {
        !part.isEmpty && part.first != "." && part.last != "."
            && part.unicodeScalars.allSatisfy { scalar in
                !specials.contains(scalar) && !scalar.properties.isWhitespace
                    && scalar.properties.generalCategory != .control
                    && scalar.properties.generalCategory != .format
            }
    }

    /// Names of letters, digits and hyphens with points between them.
    private static func isDomain(_ part: Substring) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
    }
}
