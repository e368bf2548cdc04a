import Crypto
import Kernel
import Testing

@testable import Identity

@Suite struct `An access token` {
    private static let secret = [UInt8](repeating: 7, count: 32)
    private static let now = Instant(unixSeconds: 1_790_000_000)

    private static func text(of claims: String, header: String, secret: [UInt8]?) -> String {
        let signed = "\(base64(header)).\(base64(claims))"
        guard let secret else { return "\(signed)." }
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8), using: SymmetricKey(data: secret))
        return "\(signed).\(base64(Array(code)))"
    }

    private static func base64(_ text: String) -> String { base64(Array(text.utf8)) }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var (text, buffer, bits) = ("", 0, 0)
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | Int(byte), bits + 8)
            while bits >= 6 {
                bits -= 6
                text.append(letters[buffer >> bits & 63])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[buffer << (6 - bits) & 63]) }
        return text
    }

    private static func claims(
        audience: String = "countinghouse-api", issuer: String = "countinghouse",
        expiresIn seconds: Int64 = 60
    ) -> String {
        """
        {"iss":"\(issuer)","aud":"\(audience)","sub":"3","sid":"5","iat":1790000000,\
        "exp":\(now.unixSeconds + seconds)}
        """
    }

    private static let plain = #"{"alg":"HS256","typ":"JWT"}"#

    private static func isTaken(_ text: String, at now: Instant = Self.now) async -> Bool {
        await AccessTokens(secret: secret).check(text, at: now) != nil
    }

    @Test func `is taken for a quarter of an hour`() async throws {
        let tokens = await AccessTokens(secret: Self.secret)
        let text = try await tokens.sign(session: ID(5), of: ID(3), for: ID(9), at: Self.now)
        let found = await tokens.check(text, at: Self.now.adding(.seconds(899)))
        #expect(found?.session == ID(5) && found?.user == ID(3) && found?.tenant == ID(9))
        #expect(await tokens.check(text, at: Self.now.adding(.seconds(900))) == nil)
    }

    @Test func `made by hand with the right key is taken, so that the others fail for a reason`()
        async
    {
        let text = Self.text(of: Self.claims(), header: Self.plain, secret: Self.secret)
        #expect(await Self.isTaken(text))
    }

    @Test(arguments: [
        // Another key, no key, and the same key under an algorithm that needs none or another.
        text(of: claims(), header: plain, secret: [UInt8](repeating: 8, count: 32)),
        text(of: claims(), header: plain, secret: []),
        text(of: claims(), header: #"{"alg":"none","typ":"JWT"}"#, secret: nil),
        text(of: claims(), header: plain, secret: nil),
        // Another's, another purpose, over.
        text(of: claims(audience: "another-api"), header: plain, secret: secret),
        text(of: claims(issuer: "somebody"), header: plain, secret: secret),
        text(of: claims(expiresIn: 0), header: plain, secret: secret),
        text(of: "{}", header: plain, secret: secret), "", "a.b.c", "....",
        String(repeating: "a", count: 10_000),
    ])
    func `is refused when it is not ours as it stands`(_ text: String) async {
        #expect(await !Self.isTaken(text))
    }

    @Test func `is refused with any letter changed`() async throws {
        let tokens = await AccessTokens(secret: Self.secret)
        let signed = try await tokens.sign(
            session: ID(5), of: ID(3), for: nil, at: Self.now)
        let text = Array(signed.utf8)
        for index in stride(from: 0, to: text.count - 1, by: 7) {
            var changed = text
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : 0x41
            let other = String(decoding: changed, as: UTF8.self)
            #expect(await tokens.check(other, at: Self.now) == nil, "\(index)")
        }
    }
}
