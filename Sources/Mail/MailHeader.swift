/// A line of a message's head besides the usual ones, such as `X-SES-CONFIGURATION-SET`.
package struct MailHeader: Hashable, Sendable {
    private static let nameBytesMax = 76
    private static let valueBytesMax = 2_000
    /// What the message says itself, and what must not stand there twice.
    private static let taken: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "mime-version",
        "content-type", "content-transfer-encoding", "auto-submitted",
    ]

    package let name: String
    package let value: String

    /// - Throws: `MailError.headerName`, `.controlCharacter`, `.tooLarge`.
    package init(_ name: String, _ value: String) throws(MailError) {
        let isName = name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
        guard isName, (1...Self.nameBytesMax).contains(name.utf8.count),
            !Self.taken.contains(name.lowercased())
        else { throw .headerName(name) }
        try HeaderText.check(value)
        guard value.utf8.count <= Self.valueBytesMax else { throw .tooLarge }
        self.name = name
        self.value = value
    }
}
