import Identity
import Kernel
import Testing

@Suite struct `Tokens of a program` {
    private static let minute = 60

    private static func service(_ people: People) async -> TokenService {
        TokenService(
            pool: people.books.pool, login: people.login, sessions: people.sessions,
            tokens: await AccessTokens(secret: [UInt8](repeating: 1, count: 32)))
    }

    private static func at(_ seconds: Int) -> Instant { People.start.adding(.seconds(seconds)) }

    private static func logIn(_ people: People) async throws -> (TokenService, TokenPair) {
        try await people.make()
        let tokens = await service(people)
        let pair = try await tokens.logIn(
            email: "ada@example.com", password: People.password,
            from: LoginOrigin(address: People.address, agent: "import/1.0"), at: People.start)
        return (tokens, pair)
    }

    @Test func `name the person and what they may do now`() async throws {
        try await People.use { people in
            let (tokens, pair) = try await Self.logIn(people)
            let session = try #require(try await tokens.find(pair.access, at: People.start))
            #expect(session.user.email == "ada@example.com")
            #expect(
                session.memberships == [people.books.tenant.name: Membership(role: .accountant)])
            try await people.make(role: .viewer, password: nil)
            let later = try await tokens.find(pair.access, at: Self.at(Self.minute))
            #expect(later?.memberships == [people.books.tenant.name: Membership(role: .viewer)])
        }
    }

    @Test func `are renewed again and again`() async throws {
        try await People.use { people in
            var (tokens, pair) = try await Self.logIn(people)
            for step in 1...60 {
                let now = Self.at(step * 12 * Self.minute)
                pair = try await tokens.renew(pair.refresh, at: now)
                #expect(try await tokens.find(pair.access, at: now) != nil)
            }
        }
    }

    @Test func `end together when one to renew with is used a second time`() async throws {
        try await People.use { people in
            let (tokens, first) = try await Self.logIn(people)
            let second = try await tokens.renew(first.refresh, at: Self.at(Self.minute))
            #expect(try await tokens.find(second.access, at: Self.at(Self.minute)) != nil)
            let stolen = try await People.refusal {
                try await tokens.renew(first.refresh, at: Self.at(Self.minute))
            }
            #expect(stolen == "token_not_usable")
            for access in [first.access, second.access] {
                #expect(try await tokens.find(access, at: Self.at(Self.minute)) == nil)
            }
            let rest = try await People.refusal {
                try await tokens.renew(second.refresh, at: Self.at(Self.minute))
            }
            #expect(rest == "token_not_usable")
        }
    }

    @Test func `are never given out twice for one that two use at once`() async throws {
        try await People.use { people in
            let (tokens, pair) = try await Self.logIn(people)
            let count = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await tokens.renew(pair.refresh, at: Self.at(1))) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(count <= 1)
            #expect(try await tokens.find(pair.access, at: Self.at(1)) == nil)
        }
    }

    @Test func `end with the session, which is listed like a browser's`() async throws {
        try await People.use { people in
            let (tokens, pair) = try await Self.logIn(people)
            let session = try #require(try await tokens.find(pair.access, at: People.start))
            let listed = try await people.sessions.list(
                of: session.user.id, current: nil, at: People.start)
            #expect(listed.map(\.origin.agent) == ["import/1.0"])
            try await people.sessions.endAll(of: session.user.id)
            #expect(try await tokens.find(pair.access, at: People.start) == nil)
            let refusal = try await People.refusal {
                try await tokens.renew(pair.refresh, at: People.start)
            }
            #expect(refusal == "token_not_usable")
        }
    }

    @Test func `end when the program logs out or the password is reset`() async throws {
        try await People.use { people in
            let (tokens, pair) = try await Self.logIn(people)
            try await tokens.logOut(pair.refresh)
            #expect(try await tokens.find(pair.access, at: People.start) == nil)
            let again = try await tokens.logIn(
                email: "ada@example.com", password: People.password, from: .here,
                at: People.start)
            _ = try await people.users.resetPassword(
                EmailAddress("ada@example.com"), at: People.start)
            #expect(try await tokens.find(again.access, at: Self.at(3)) == nil)
        }
    }

    @Test func `are made up by nobody`() async throws {
        try await People.use { people in
            let (tokens, _) = try await Self.logIn(people)
            let refusal = try await People.refusal {
                try await tokens.renew(SecretToken(), at: People.start)
            }
            #expect(refusal == "token_not_usable")
        }
    }
}
