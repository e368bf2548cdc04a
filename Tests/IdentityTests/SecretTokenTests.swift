import Testing

@testable import Identity

@Suite struct `A secret token` {
    @Test func `is 256 bits that stand in a URL as they are`() {
        let tokens = (0..<200).map { _ in SecretToken().text }
        #expect(Set(tokens).count == 200)
        #expect(tokens.allSatisfy { SecretToken($0)?.text == $0 })
        // Each of the 64 letters turns up: none of the bits is always the same.
        #expect(Set(tokens.joined()).count == 64)
    }

    @Test(arguments: [
        "", "short", String(repeating: "a", count: 44), String(repeating: "a", count: 42) + "=",
        String(repeating: "a", count: 42) + "\0", String(repeating: "ä", count: 43),
    ])
    func `is not what ours cannot look like`(_ text: String) {
        #expect(SecretToken(text) == nil)
    }

    @Test func `is stored as its SHA-256`() throws {
        let token = try #require(SecretToken(String(repeating: "A", count: 43)))
        let hexadecimal = token.hash.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
        #expect(
            hexadecimal == "0f007385b6f9d4b7eeb2748605afe1a9"
                + "84a0a3bfa3f014d09e2a784ce9e5cd1a")
    }

    @Test func `gives a secret for each use that is always the same`() throws {
        let token = SecretToken()
        let again = try #require(SecretToken(token.text))
        #expect(token.derived(for: "forms") == again.derived(for: "forms"))
        #expect(token.derived(for: "forms") != token.derived(for: "links"))
        #expect(token.derived(for: "forms") != SecretToken().derived(for: "forms"))
        #expect(token.derived(for: "forms").utf8.count == 43)
    }
}
