import Identity
import Testing

@testable import WebSupport

@Suite struct `What logs somebody in` {
    @Test func `is known in the log by its looks`() {
        for _ in 0..<100 {
            let secret = SecretToken()
            for text in [
                secret.text, secret.derived(for: "csrf"), "\(KeySecret.prefix)\(secret.text)",
            ] {
                #expect(LoggedPath.text("/x/\(text)/y") == "/x/…/y")
                // As much of it as nothing but a guess is missing from.
                #expect(LoggedPath.text("/x/\(text.dropLast(2))") == "/x/…")
            }
        }
    }
}
