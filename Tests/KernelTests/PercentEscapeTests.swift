import Kernel
import Testing

@Suite struct `A text in an address` {
    @Test(
        arguments: [
            ("", ""), ("Az09-._~", "Az09-._~"), ("a b&c=d", "a%20b%26c%3Dd"),
            ("100 %", "100%20%25"), ("\u{E9}\r\n\u{0}", "%C3%A9%0D%0A%00"),
            ("30,60:/", "30%2C60%3A%2F"),
        ])
    func `has all but letters, digits and four marks as its bytes`(text: String, escaped: String) {
        #expect(PercentEscape.escaped(text) == escaped)
    }

    @Test func `keeps the marks that it is told to keep`() {
        #expect(PercentEscape.escaped("30,60:/", keeping: ",/") == "30,60%3A/")
    }
}
