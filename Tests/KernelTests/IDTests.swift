import Testing

@testable import Kernel

private enum Widget {}

@Suite struct `Typed ids` {
    @Test(arguments: ["1", "42", "9223372036854775807"])
    func `read and print decimal numbers`(text: String) throws {
        let id = try #require(ID<Widget>(text))
        #expect(id.description == text)
    }

    @Test(arguments: [
        "", "0", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "abc", "9223372036854775808",
        "18446744073709551617", "٣",
    ])
    func `refuse everything else`(text: String) {
        #expect(ID<Widget>(text) == nil)
    }

    @Test func `compare by number`() {
        #expect(ID<Widget>(9) < ID<Widget>(10))
        #expect(ID<Widget>(rawValue: 5) == ID<Widget>(5))
    }
}
