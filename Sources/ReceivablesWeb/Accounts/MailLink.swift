/// The address that writes a mail to somebody (RFC 6068). It comes from files that anybody may have
/// made: what is not plainly one address gets no link, since it could name others and a text.
enum MailLink {
    /// nil for what is not plainly one address.
    static func address(_ email: String) -> String? {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            email.utf8.allSatisfy({ isPlain($0) })
        else { return nil }
        return "mailto:" + email.replacing("%", with: "%25")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._%+-@'~!$*".utf8.contains(byte)
        }
    }
}
