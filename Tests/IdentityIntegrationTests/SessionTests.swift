import Identity
import Kernel
import PostgresClient
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
}
