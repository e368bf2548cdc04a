/// Where a message goes to or comes from, with the name of who reads there.
///
/// Only what every mail server takes: ASCII letters, no quotes, no comments. So nothing in it can
/// end a line or begin another address.
package struct MailAddress: Hashable, Sendable {
    private static let localBytesMax = 64
    private static let bytesMax = 254
    private static let labelBytesMax = 63

    /// Without the name: `ada@example.com`.
    package let text: String
    /// Empty where there is none.
    package let name: String

    /// - Throws: `MailError.address`, `.controlCharacter` for the name.
    package init(_ text: String, name: String = "") throws(MailError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.bytesMax, parts.count == 2, Self.isLocal(parts[0]),
            Self.isDomain(parts[1])
        else { throw .address(text) }
        try HeaderText.check(name)
        self.text = text
        self.name = name
    }

    /// Reads `ada@example.com` or `Ada Lovelace <ada@example.com>`.
    ///
    /// - Throws: `MailError.address`, `.controlCharacter`.
    package init(parsing text: String) throws(MailError) {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            try self.init(text)
            return
        }
        var name = text[..<open]
        while name.last == " " { name.removeLast() }
        while name.first == " " { name.removeFirst() }
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = name.dropFirst().dropLast()
        }
        guard !name.contains(where: { "<>".contains($0) }) else { throw .address(text) }
        try self.init(
            String(text[text.index(after: open)...].dropLast()), name: String(name))
    }

    package var domain: Substring { text.drop { $0 != "@" }.dropFirst() }

    private static func isLocal(_ part: Substring) -> Bool {
        guard (1...localBytesMax).contains(part.utf8.count), part.first != ".", part.last != ".",
            !part.contains("..")
        else { return false }
        return part.utf8.allSatisfy {
            isLetterOrDigit($0) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
        }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...labelBytesMax).contains(label.utf8.count) && label.first != "-"
                && label.last != "-"
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }
}
