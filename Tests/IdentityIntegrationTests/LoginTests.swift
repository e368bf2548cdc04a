import Identity
import Kernel
import Tenancy
import Testing

@Suite struct `Logging in` {
    @Test func `begins a session with the person's tenants`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn(" ADA@example.com ")
            let session = try #require(try await people.session(token))
            #expect(session.user.email == "ada@example.com")
            #expect(session.user.name == "Ada")
            #expect(
                session.memberships == [people.books.tenant.name: Membership(role: .accountant)])
        }
    }

    @Test(arguments: [
        ("ada@example.com", "wrong horse battery staple"), ("ada@example.com", ""),
        ("eve@example.com", People.password), ("", ""), ("no\0body@example.com", "x"),
        ("new@example.com", ""),
    ])
    func `is refused alike for a wrong password and an unknown address`(
        _ email: String, _ password: String
    ) async throws {
        try await People.use { people in
            try await people.make()
            try await people.make("new@example.com", password: nil)
            #expect(
                try await People.refusal { try await people.logIn(email, password) }
                    == "credentials_wrong")
        }
    }

    @Test func `is slowed down by failures, even for the right password`() async throws {
        try await People.use { people in
            try await people.make()
            for _ in 0..<6 {
                _ = try await People.refusal { try await people.logIn("ada@example.com", "wrong") }
            }
            #expect(try await People.refusal { try await people.logIn() } == "too_many_attempts")
            let token = try await people.logIn(at: People.start.adding(.seconds(1)))
            #expect(try await people.session(token, after: 1) != nil)
        }
    }

    @Test func `always begins a new session and ends the browser's old one`() async throws {
        try await People.use { people in
            try await people.make()
            let first = try await people.logIn()
            let elsewhere = try await people.logIn()
            let second = try await people.logIn(previous: first)
            #expect(Set([first, elsewhere, second]).count == 3)
            #expect(try await people.session(first) == nil)
            #expect(try await people.session(elsewhere) != nil)
            #expect(try await people.session(second) != nil)
        }
    }

    @Test func `stores no token and no password`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            let link = try await people.users.loginLink(
                try People.email("ada@example.com"), at: People.start)
            let stored: String = try await people.books.installation.owner.query(
                """
                SELECT concat((SELECT string_agg(u::text, '') FROM users AS u),
                    (SELECT string_agg(s::text, '') FROM sessions AS s),
                    (SELECT string_agg(l::text, '') FROM login_links AS l),
                    (SELECT string_agg(encode(token_hash, 'escape'), '') FROM sessions))
                """
            ).single().decode(0)
            #expect(stored.contains("$argon2id$"))
            for secret in [token.text, link.text, People.password] {
                #expect(!stored.contains(secret))
            }
        }
    }

    @Test func `gives no access to a suspended tenant`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            try await people.books.installation.tenants.suspend(
                people.books.tenant.name, by: .commandLine)
            let session = try #require(try await people.session(token))
            #expect(session.memberships.isEmpty)
        }
    }
}
