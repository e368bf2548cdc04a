import Testing

@testable import Identity

@Suite struct `An e-mail address` {
    @Test(arguments: [
        ("Ada@Example.com", "ada@example.com"), ("  ada@example.com\n", "ada@example.com"),
        ("owner@localhost", "owner@localhost"),
        ("o'neil+ar@sub.example.co", "o'neil+ar@sub.example.co"),
        ("JÜRGEN@müller.de", "jürgen@müller.de"),
    ])
    func `is the same whatever its capitals`(_ text: String, _ expected: String) throws {
        #expect(try EmailAddress(text).text == expected)
    }

    @Test(arguments: [
        "", "ada", "@example.com", "ada@", "a@b@c", "a b@c.de", "a@.de", "a@de.", ".a@b.de",
        "<a@b.de>", "a\"b@c.de", "a@ex<script>.de", "a@[127.0.0.1]", "a@-b.de", "a,b@c.de",
        "a@b_c.de",
        "a\0@b.de", "a\u{202E}b@c.de", String(repeating: "a", count: 250) + "@b.de",
    ])
    func `is refused when it can be none`(_ text: String) {
        #expect(throws: IdentityError.self) { try EmailAddress(text) }
    }
}
