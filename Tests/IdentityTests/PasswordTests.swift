import Kernel
import Testing

@testable import Identity

@Suite struct `A new password` {
    private static let user = User(
        id: ID(1), email: "ada.lovelace@example.com", name: "Ada Lovelace King")

    private static func code(_ password: String) -> String? {
        do throws(IdentityError) {
            try PasswordRules.check(password, of: user)
            return nil
        } catch { return error.code }
    }

    @Test(
        arguments: [
            ("elevenchars", "password_too_short"), ("twelve chars", nil),
            ("zwölf Zeichn", nil), ("🔑🗝️🔐🔓🔒🧷🧵🪡🧶🪢🎯", "password_too_short"),
            ("correct horse battery staple", nil), ("aaaaaaaaaaaaaaaa", "password_guessable"),
            ("121212121212", "password_guessable"),
            ("Ada.Lovelace@example.com", "password_guessable"),
            ("ada lovelace king", "password_guessable"),
            (String(repeating: "wort", count: 256), nil),
            (String(repeating: "wort", count: 256) + "s", "password_too_long"),
        ] as [(String, String?)])
    func `is judged by its length`(_ password: String, _ code: String?) {
        #expect(Self.code(password) == code)
    }
}

@Suite struct `A password that guessers try first` {
    @Test(arguments: [
        "password1234", "Password2024!", "P@ssw0rd2024", "passwordpassword", "qwertyuiop12",
        "1234567890123", "2024-01-15-12-30", "sunshine!!!!", "123456qwerty", "LETMEIN letmein",
        "iloveyou iloveyou", "michael19841984",
    ])
    func `is found whatever is put around it`(_ password: String) {
        #expect(CommonPasswords.contains(password))
    }

    @Test(arguments: [
        "correct horse battery staple", "password for the ledger", "7 monkeys eat 9 pears",
        "zwölf Zeichen", "🔑🗝️🔐🔓🔒🧷🧵🪡🧶🪢🎯🧿", "michael likes sunshine",
    ])
    func `is not what only has one in it`(_ password: String) {
        #expect(!CommonPasswords.contains(password))
    }
}

@Suite struct `A hashed password` {
    private let hasher = PasswordHasher()

    @Test func `is Argon2id with at least what OWASP asks for`() async throws {
        let hash = try await hasher.hash("correct horse battery staple")
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    @Test func `is found again and no other is`() async throws {
        let hash = try await hasher.hash("correct horse\0battery")
        #expect(try await hasher.verify("correct horse\0battery", hash))
        #expect(try await !hasher.verify("correct horse", hash))
        #expect(try await !hasher.verify("correct horse\0batterz", hash))
        #expect(try await !hasher.verify("", hash))
    }

    @Test func `differs each time`() async throws {
        let first = try await hasher.hash("correct horse battery staple")
        #expect(try await hasher.hash("correct horse battery staple") != first)
    }

    @Test func `is refused when too many wait`() async throws {
        let gate = HashingGate(places: 1, waitingMax: 0)
        try await gate.enter()
        await #expect(throws: IdentityError.self) { try await gate.enter() }
        await gate.leave()
        try await gate.enter()
    }

    @Test func `of a damaged row is a fault of ours and no wrong password`() async throws {
        await #expect(throws: IdentityError.self) {
            _ = try await hasher.verify("anything", PasswordHash("$argon2id$nonsense"))
        }
    }
}
