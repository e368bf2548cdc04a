import Kernel
import Testing

@Suite struct `A text on one line` {
    @Test(arguments: ["", " ", "Acme Ltd", "a\u{A0}b", "\u{E9}", "\u{301}", "\u{200B}", "日本", "👩‍👧"])
    func `has no control characters and no ends`(text: String) {
        #expect(text.isOneLine && text[...].isOneLine)
    }

    @Test(
        arguments: [
            "\u{0}", "a\u{1}", "a\tb", "a\nb", "a\r\n", "\u{B}", "\u{1B}[31m", "\u{7F}", "a\u{85}",
            "\u{9F}", "a\u{2028}b", "\u{2029}",
        ])
    func `is none with any of them`(text: String) {
        #expect(!text.isOneLine && !text[...].isOneLine)
    }
}
