import Foundation
import Identity
import Kernel
import Testing

/// What a provider may say, and what it may not.
@Suite struct `A provider's confirmation` {
    @Test func `is taken with every signature that is allowed`() async throws {
        try await SignOnStory.use { story in
            let all: [[String: Any]] = [
                ["alg": "RS256", "kid": "one"], ["alg": "PS256", "kid": "one"],
                ["alg": "ES256", "kid": "curve"], ["alg": "EdDSA", "kid": "edwards"],
            ]
            for var how in all {
                how["at_hash"] = true
                let session = try await story.logIn(how)
                #expect(session?.user.email == SignOnStory.email, "\(how)")
            }
        }
    }

    @Test func `is refused with any other, whatever it claims`() async throws {
        try await SignOnStory.use { story in
            let cases: [(how: [String: Any], fault: String)] = [
                (["alg": "none"], "algorithm"), (["alg": "HS256"], "algorithm"),
                (["alg": "RS256", "kid": "one", "signer": "foreign"], "signature"),
                (["alg": "RS256", "damaged": true], "signature"),
                (["alg": "ES256", "kid": "curve", "damaged": true], "signature"),
                (["alg": "RS256", "kid": "small"], "key"),
                // A key of another kind than the algorithm.
                (["alg": "RS256", "kid": "curve", "signer": "one"], "key"),
                (["alg": "RS256", "kid": "foreign"], "key"),
                (["alg": "RS256", "header": ["crit": ["exp"]]], "form"),
            ]
            for (how, fault) in cases {
                let refusal = await SignOnStory.refusal { try await story.logIn(how) }
                #expect(refusal == fault, "\(how)")
            }
        }
    }

    @Test func `says who, for whom, when and in answer to what`() async throws {
        try await SignOnStory.use { story in
            let now = People.start.unixSeconds
            let cases: [(claims: [String: Any], fault: String)] = [
                (["iss": "https://evil.example"], "issuer"),
                (["iss": story.issuer("good") + "/"], "issuer"),
                (["aud": "somebody else"], "audience"), (["aud": ["a", "b"]], "audience"),
                (["aud": ["us", "b"]], "authorized party"),
                (["aud": ["us", "b"], "azp": "b"], "authorized party"),
                (["azp": "b"], "authorized party"), (["sub": ""], "subject"),
                (["sub": String(repeating: "x", count: 256)], "subject"),
                (["exp": now - 61], "expired"), (["nbf": now + 61], "not yet valid"),
                (["iat": now + 61], "time of issue"), (["iat": now - 601], "time of issue"),
                (["nonce": "another"], "nonce"), (["nonce": NSNull()], "nonce"),
                (["at_hash": "AAAA"], "access token"),
                (["exp": NSNull()], "signature"), (["iss": NSNull()], "signature"),
            ]
            for (claims, fault) in cases {
                let refusal = await SignOnStory.refusal {
                    try await story.logIn(["claims": claims])
                }
                #expect(refusal == fault, "\(claims)")
            }
            for claims in [
                ["aud": ["us", "b"], "azp": "us"], ["exp": now - 59], ["nbf": now + 59],
            ] as [[String: Any]] {
                let session = try await story.logIn(["claims": claims])
                #expect(session != nil, "\(claims)")
            }
        }
    }

    @Test func `may come with a key that is new, which is looked for once a minute`() async throws {
        try await SignOnStory.use { story in
            try await story.logIn()
            try await story.rotate()
            // Just asked for keys: nobody can have it asked again and again.
            for _ in 0..<3 {
                #expect(
                    await SignOnStory.refusal { try await story.logIn(["kid": "two"]) } == "key")
            }
            let before = try await story.seen().filter { $0.hasSuffix("/keys") }.count
            #expect(before == 1)
            let later = People.start.adding(.seconds(61))
            #expect(try await story.logIn(["kid": "two"], at: later) != nil)
            #expect(try await story.logIn(["kid": "one"], at: later) != nil)
            #expect(try await story.seen().filter { $0.hasSuffix("/keys") }.count == 2)
        }
    }

    @Test func `comes from a provider that is what it says`() async throws {
        try await SignOnStory.use { story in
            let cases = [
                "other-issuer": "sign_on_metadata_wrong", "script": "sign_on_metadata_wrong",
                "redirect": "outbound_refused", "huge": "outbound_too_large",
                "slow": "outbound_too_late",
            ]
            for (mode, code) in cases {
                #expect(await SignOnStory.refusal { try await story.set(mode) } == code, "\(mode)")
            }
            // Nobody follows it inside.
            try await story.set("inside")
            #expect(
                await SignOnStory.refusal { try await story.logIn() }
                    == "outbound_address_not_allowed")
            try await story.set("post")
            #expect(try await story.logIn() != nil)
        }
    }

    @Test func `names its provider where that says it does`() async throws {
        try await SignOnStory.use("names-itself") { story in
            for issuer in [nil, story.issuer("good")] {
                let start = try await story.begin()
                let brought = try story.brought(start, issuer: issuer)
                let refusal = await SignOnStory.refusal {
                    _ = try await story.login.finish(brought, at: People.start)
                }
                #expect(refusal == "issuer")
            }
            let start = try await story.begin()
            let brought = try story.brought(start, issuer: story.issuer("names-itself"))
            _ = try await story.login.finish(brought, at: People.start)
        }
    }
}
