import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct `The page for forgotten passwords` {
    @Test func `answers alike for every address`() async throws {
        try await Site.use { site, _ in
            let page = try await site.get("/login/forgot/")
            #expect(page.status == .ok && page.text.contains("Send the link"))
            var answers: Set<String> = []
            for email in [Site.email, "eve@example.com", "no address"] {
                let answer = try await site.post("/login/forgot", ["email": email])
                #expect(answer.status == .ok)
                #expect(answer.sessionCookie == nil)
                answers.insert(answer.text)
            }
            #expect(answers.count == 1)
            #expect(answers.first?.contains("Look into your mail") == true)
            let programs = try await [Site.email, "eve@example.com"].asyncMap { email in
                try await site.postJSON("/api/v1/auth/forgot/", ["email": email])
            }
            #expect(programs.allSatisfy { $0.status == .accepted && $0.text.isEmpty })
        }
    }

    @Test func `makes whoever asks too often wait`() async throws {
        try await Site.use { site, _ in
            for _ in 0..<6 { _ = try await site.post("/login/forgot", ["email": Site.email]) }
            let answer = try await site.post("/login/forgot", ["email": Site.email])
            #expect(answer.status == .tooManyRequests)
            #expect(answer.headers[.retryAfter] != nil)
        }
    }

    @Test func `takes no form of another site`() async throws {
        try await Site.use { site, _ in
            let answer = try await site.post(
                "/login/forgot", ["email": Site.email],
                headers: [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"])
            #expect(answer.status == .forbidden)
        }
    }
}

extension Array {
    fileprivate func asyncMap<R>(_ body: (Element) async throws -> R) async throws -> [R] {
        var result: [R] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
