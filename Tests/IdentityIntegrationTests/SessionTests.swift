import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A session` {
    private static let hour = 3_600
    private static let day = 86_400

    @Test func `ends when nobody uses it for twelve hours`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            #expect(try await people.session(token, after: 12 * Self.hour - 1) != nil)
            #expect(try await people.session(token, after: 24 * Self.hour - 2) != nil)
            #expect(try await people.session(token, after: 36 * Self.hour - 2) == nil)
        }
    }

    @Test func `ends after thirty days however much it is used`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            for step in 1...60 {
                #expect(try await people.session(token, after: step * (12 * Self.hour - 1)) != nil)
            }
            // Looked up a second ago and kept in this process, it ends all the same.
            #expect(try await people.session(token, after: 30 * Self.day - 1) != nil)
            #expect(try await people.session(token, after: 30 * Self.day) == nil)
        }
    }

    /// Somebody else may have entered the account with one of them.
    @Test func `ended everywhere, or a new password, leaves no browser known`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            func known() async throws -> Int64 {
                try await people.books.installation.owner.query(
                    "SELECT count(*) FROM public.known_devices WHERE user_id = \(user.id)"
                ).single().int64(0)
            }
            func enter(_ password: String = People.password) async throws -> SecretToken {
                let token = try await people.logIn(user.email, password)
                _ = try await people.login.devices.remember(nil, session: token, at: People.start)
                #expect(try await known() == 1)
                return token
            }
            _ = try await enter()
            try await people.sessions.endAll(of: user.id)
            #expect(try await known() == 0)
            let token = try await enter()
            _ = try await people.proofs.changePassword(
                of: user, session: token, from: People.password, to: "another good password",
                from: .here, at: People.start)
            #expect(try await known() == 0)
            _ = try await enter("another good password")
            let link = try #require(
                try await people.users.resetPassword(EmailAddress(user.email), at: People.start))
            #expect(try await known() == 0)
            let fresh = try await people.login.setPassword(
                "a third good password", link: link, at: People.start)
            _ = try await people.login.devices.remember(nil, session: fresh, at: People.start)
            let again = try #require(
                try await people.users.resetPassword(EmailAddress(user.email), at: People.start))
            _ = try await people.login.setPassword(
                "a fourth good password", link: again, at: People.start)
            #expect(try await known() == 0)
        }
    }

    @Test func `is over at once after logging out`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            let other = try await people.logIn()
            #expect(try await people.session(token) != nil)
            try await people.sessions.end(token)
            #expect(try await people.session(token) == nil)
            #expect(try await people.session(other) != nil)
            try await people.sessions.end(token)
        }
    }

    @Test func `is kept for a moment and no longer`() async throws {
        try await People.use { people in
            try await people.make()
            let token = try await people.logIn()
            #expect(try await people.session(token) != nil)
            // Another process ends it.
            try await people.books.installation.owner.execute("DELETE FROM sessions")
            #expect(try await people.session(token, after: 2) != nil)
            #expect(try await people.session(token, after: 3) == nil)
        }
    }

    @Test func `is nobody's when the token is made up`() async throws {
        try await People.use { people in
            let session = try await people.session(SecretToken())
            #expect(session == nil)
        }
    }

    @Test func `that has expired is swept away by the next login`() async throws {
        try await People.use { people in
            try await people.make()
            _ = try await people.logIn()
            _ = try await people.logIn(at: People.start.adding(.seconds(13 * Self.hour)))
            let count: Int64 = try await people.books.pool.query("SELECT count(*) FROM sessions")
                .single().decode(0)
            #expect(count == 1)
        }
    }

    /// Of every session that ends servers hear, and look up anew who may do what.
    @Test func `is told to servers as ended only where one has expired`() async throws {
        try await People.use { people in
            let versions = DataVersions(pool: people.books.pool)
            func changes() async throws -> Int64 { try await versions.currentOfAll().changes }
            try await people.make()
            let before = try await changes()
            _ = try await people.logIn()
            let hour = People.start.adding(.seconds(Self.hour))
            let second = try await people.logIn(at: hour)
            #expect(try await changes() == before)
            // The first one is over by now, to the second.
            let late = 12 * Self.hour
            let third = try await people.logIn(at: People.start.adding(.seconds(late)))
            #expect(try await changes() == before + 1)
            let left: Int64 = try await people.books.pool.query("SELECT count(*) FROM sessions")
                .single().decode(0)
            #expect(left == 2)
            for token in [second, third] {
                #expect(try await people.session(token, after: late) != nil)
            }
            _ = try await people.logIn(at: People.start.adding(.seconds(late)))
            #expect(try await changes() == before + 1)
        }
    }

    @Test func `is listed for its person alone, and ended by them alone`() async throws {
        try await People.use { people in
            let ada = try await people.make().user.id
            let bob = try await people.make("bob@example.com").user.id
            let old = try await people.logIn(agent: "curl/8.0")
            let now = People.start.adding(.seconds(60))
            let current = try await people.logIn(at: now)
            _ = try await people.logIn("bob@example.com")
            let listed = try await people.sessions.list(of: ada, current: current, at: now)
            #expect(listed.map(\.isCurrent) == [true, false])
            #expect(listed.map(\.origin.address) == [People.address, People.address])
            let first = try #require(listed.last)
            #expect(first.origin.agent == "curl/8.0")
            let refusal = try await People.refusal {
                try await people.sessions.end(first.id, of: bob)
            }
            #expect(refusal == "session_unknown")
            #expect(try await people.session(old, after: 60) != nil)
            try await people.sessions.end(first.id, of: ada)
            #expect(try await people.session(old, after: 60) == nil)
            #expect(try await people.session(current, after: 60) != nil)
        }
    }

    @Test func `ends everywhere at once`() async throws {
        try await People.use { people in
            let ada = try await people.make().user.id
            try await people.make("bob@example.com")
            let tokens = [try await people.logIn(), try await people.logIn()]
            let other = try await people.logIn("bob@example.com")
            for token in tokens { #expect(try await people.session(token) != nil) }
            try await people.sessions.endAll(of: ada)
            for token in tokens { #expect(try await people.session(token) == nil) }
            #expect(try await people.session(other) != nil)
        }
    }
}
