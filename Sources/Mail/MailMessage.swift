package import Kernel

/// One mail to one recipient.
package struct MailMessage: Sendable {
    package static let bytesMax = 1 << 20
    private static let subjectBytesMax = 900

    package let from: MailAddress
    package let to: MailAddress
    package let subject: String
    /// Always there: what is read where no HTML is shown.
    package let text: String
    package let html: String?
    /// Without its angle brackets.
    package let messageID: String
    package let date: Instant
    /// Nobody should answer it automatically.
    package let isAutomatic: Bool
    package let headers: [MailHeader]

    /// - Parameter messageID: nil for a new one in the domain of the sender.
    /// - Throws: `MailError.controlCharacter`, `.headerName` for one that stands twice,
    ///   `.tooLarge`.
    package init(
        from: MailAddress, to: MailAddress, subject: String, text: String, html: String? = nil,
        messageID: String? = nil, date: Instant, isAutomatic: Bool = true,
        headers: [MailHeader] = []
    ) throws(MailError) {
        try HeaderText.check(subject)
        let id = messageID ?? Self.newID(in: from.domain)
        guard id.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }),
            (3...250).contains(id.utf8.count)
        else { throw .controlCharacter }
        var names: Set<String> = []
        for header in headers where !names.insert(header.name.lowercased()).inserted {
            throw .headerName(header.name)
        }
        guard subject.utf8.count <= Self.subjectBytesMax,
            text.utf8.count + (html?.utf8.count ?? 0) <= Self.bytesMax
        else { throw .tooLarge }
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.messageID = id
        self.date = date
        self.isAutomatic = isAutomatic
        self.headers = headers
    }

    /// 128 random bits in a domain.
    package static func newID(in domain: some StringProtocol) -> String {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<2).map { _ -> String in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "\(words.joined())@\(domain)"
    }
}
