import Kernel

extension MailMessage {
    /// No part can hold it: an equals sign is always followed by a digit or the end of the line.
    private static let boundary = "=_alternative"

    /// The message as it travels: the head, then the parts, in lines of at most 998 bytes.
    ///
    /// - Throws: `DateError` for a date that no calendar has.
    package func rendered() throws -> [UInt8] {
        var head = [
            HeaderText.line("From", from), HeaderText.line("To", to),
            HeaderText.line("Subject", subject), "Date: \(try MailDate.text(date))",
            "Message-ID: <\(messageID)>", "MIME-Version: 1.0",
        ]
        if isAutomatic { head.append("Auto-Submitted: auto-generated") }
        head += headers.map { HeaderText.line($0.name, $0.value) }
        guard let html else {
            return Array(lines(head + Self.partHead("plain"))) + QuotedPrintable.encode(text)
        }
        head.append("Content-Type: multipart/alternative; boundary=\"\(Self.boundary)\"")
        var bytes = Array(lines(head))
        for (kind, content) in [("plain", text), ("html", html)] {
            bytes += Array("\r\n--\(Self.boundary)\r\n".utf8)
            bytes += Array(lines(Self.partHead(kind))) + QuotedPrintable.encode(content)
        }
        return bytes + Array("\r\n--\(Self.boundary)--\r\n".utf8)
    }

    private static func partHead(_ kind: String) -> [String] {
        [
            "Content-Type: text/\(kind); charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
    }

    /// With the empty line that ends a head.
    private func lines(_ head: [String]) -> String.UTF8View {
        (head.joined(separator: "\r\n") + "\r\n\r\n").utf8
    }
}
