import Identity
import Kernel
import Testing

@Suite struct `A one-time link` {
    private static let newPassword = "another good password"

    @Test func `logs in once`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let link = try await people.users.loginLink(
                try People.email(user.email), at: People.start)
            // Looking at it, as a preview does, does not use it up.
            for _ in 0..<3 {
                #expect(try await people.login.link(link, at: People.start)?.purpose == .login)
            }
            let token = try await people.login.logIn(link: link, at: People.start)
            #expect(try await people.session(token)?.user.id == user.id)
            #expect(try await people.login.link(link, at: People.start) == nil)
            #expect(
                try await People.refusal {
                    try await people.login.logIn(link: link, at: People.start)
                } == "link_not_usable")
        }
    }

    @Test func `is won by exactly one of many who use it at once`() async throws {
        try await People.use { people in
            let user = try await people.make(password: nil)
            let email = try People.email(user.user.email)
            let login = try await people.users.loginLink(email, at: People.start)
            let setting = try #require(user.link)
            for link in [login, setting] {
                let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await People.refusal {
                                link == login
                                    ? try await people.login.logIn(link: link, at: People.start)
                                    : try await people.login.setPassword(
                                        Self.newPassword, link: link, at: People.start)
                            } == nil
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(wins == 1)
            }
        }
    }

    @Test func `sets the first password and is then used up`() async throws {
        try await People.use { people in
            let link = try #require(try await people.make(password: nil).link)
            #expect(try await people.login.link(link, at: People.start)?.purpose == .password)
            #expect(
                try await People.refusal {
                    try await people.login.setPassword("short", link: link, at: People.start)
                } == "password_too_short")
            // It does not log in without a password being set.
            #expect(
                try await People.refusal {
                    try await people.login.logIn(link: link, at: People.start)
                } == "link_not_usable")
            let token = try await people.login.setPassword(
                Self.newPassword, link: link, at: People.start)
            #expect(try await people.session(token) != nil)
            _ = try await people.logIn("ada@example.com", Self.newPassword)
            #expect(
                try await People.refusal {
                    try await people.login.setPassword(
                        Self.newPassword, link: link, at: People.start)
                } == "link_not_usable")
        }
    }

    @Test func `after a reset ends the sessions and the old password`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let other = try await people.make("bob@example.com").user
            let email = try People.email(user.email)
            let before = try await people.logIn()
            let others = try await people.logIn(other.email)
            let login = try await people.users.loginLink(email, at: People.start)
            let first = try #require(
                try await people.users.resetPassword(email, at: People.start))
            let second = try #require(
                try await people.users.resetPassword(email, at: People.start))
            #expect(try await people.session(before) == nil)
            #expect(try await people.session(others) != nil)
            #expect(try await People.refusal { try await people.logIn() } == "credentials_wrong")
            for earlier in [login, first] {
                #expect(try await people.login.link(earlier, at: People.start) == nil)
            }
            _ = try await people.login.setPassword(Self.newPassword, link: second, at: People.start)
            _ = try await people.logIn(user.email, Self.newPassword)
        }
    }

    @Test func `expires`() async throws {
        try await People.use { people in
            let link = try #require(try await people.make(password: nil).link)
            let late = People.start.adding(LinkPurpose.password.lifetime)
            #expect(try await people.login.link(link, at: late.adding(.seconds(-1))) != nil)
            #expect(try await people.login.link(link, at: late) == nil)
            #expect(
                try await People.refusal {
                    try await people.login.setPassword(Self.newPassword, link: link, at: late)
                } == "link_not_usable")
        }
    }
}
