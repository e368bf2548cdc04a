import Kernel
import Testing

@testable import Identity

@Suite struct `A code of a phone` {
    private static let seed = Array("12345678901234567890".utf8)

    /// RFC 4226, appendix D.
    @Test func `is what RFC 4226 says for each count`() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ]
        for (count, code) in codes.enumerated() {
            #expect(OneTimeCode.code(Self.seed, step: Int64(count)) == code)
        }
    }

    /// RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func `is what RFC 6238 says for each time`(seconds: Int64, code: String) {
        let step = OneTimeCode.step(at: Instant(unixSeconds: seconds))
        #expect(OneTimeCode.code(Self.seed, step: step, digits: 8) == code)
    }

    @Test func `is taken one step early or late, once, and never an earlier one`() {
        let now = Instant(unixSeconds: 1_790_000_000)
        let current = OneTimeCode.step(at: now)
        for drift in Int64(-3)...3 {
            let code = OneTimeCode.code(Self.seed, step: current + drift)
            let found = OneTimeCode.step(of: code, Self.seed, after: 0, at: now)
            #expect(found == (abs(drift) <= 1 ? current + drift : nil), "\(drift)")
        }
        let code = OneTimeCode.code(Self.seed, step: current)
        #expect(OneTimeCode.step(of: code, Self.seed, after: current, at: now) == nil)
        #expect(OneTimeCode.step(of: code, Self.seed, after: current - 1, at: now) == current)
        for wrong in ["", "000000", "12345", String(code.dropLast()), code + "0"]
        where wrong != code {
            #expect(OneTimeCode.step(of: wrong, Self.seed, after: 0, at: now) == nil)
        }
    }

    /// RFC 4648, section 10.
    @Test(
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
        ])
    func `comes from a seed that people can type`(plain: String, text: String) {
        #expect(Base32.text(Array(plain.utf8)) == text)
    }

    @Test func `is set up with an address that names the account`() {
        let offer = SecondFactorOffer(seed: Self.seed, account: "ada+x@example.com")
        #expect(
            offer.address == "otpauth://totp/Countinghouse:ada%2Bx%40example.com"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Countinghouse"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}

@Suite struct `A recovery code` {
    @Test func `is four groups of four, however it is typed`() {
        let codes = (0..<100).map { _ in RecoveryCode() }
        #expect(Set(codes.map(\.text)).count == 100)
        for code in codes {
            #expect(code.text.wholeMatch(of: /([a-z2-7]{4}-){3}[a-z2-7]{4}/) != nil)
            let typed = code.text.replacing("-", with: " ").uppercased()
            #expect(RecoveryCode(typed).hash == code.hash)
        }
    }
}
