import Testing

@testable import ReceivablesWeb

@Suite struct `The link that writes a mail` {
    @Test func `leads to one address`() {
        #expect(MailLink.address("ann.lee+ap@example.co.uk") == "mailto:ann.lee+ap@example.co.uk")
        #expect(MailLink.address("a%b@example.com") == "mailto:a%25b@example.com")
    }

    @Test(arguments: [
        "", "ann", "@example.com", "ann@", "a@b@c", "a@b.example?bcc=thief@evil.example",
        "a@b.example?body=x", "a@b.example,c@d.example", "a b@example.com", "a\"b@example.com",
        "a@b.example&x", "a@b.example#x", "a@b.example/x", "a@b.example\r\nBcc: c", "ä@example.com",
    ])
    func `is none otherwise`(_ text: String) {
        #expect(MailLink.address(text) == nil)
    }
}
