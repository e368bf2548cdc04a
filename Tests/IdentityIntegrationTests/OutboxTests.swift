import BooksTestSupport
import Identity
import Kernel
import Mail
import PostgresClient
import Testing

@Suite struct `The outbox` {
    private static func tell(_ postbox: Postbox, _ user: User) async throws {
        try await postbox.people.books.pool.transaction { connection in
            try postbox.queue.tell(user, .secondFactorAdded, on: connection, at: People.start)
        }
    }

    @Test func `holds what a transaction wrote, and nothing of one that failed`() async throws {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            struct Failing: Error {}
            await #expect(throws: Failing.self) {
                try await postbox.people.books.pool.transaction { connection in
                    try postbox.queue.tell(
                        user, .passwordChanged, on: connection, at: People.start)
                    throw Failing()
                }
            }
            #expect(try await postbox.status().isEmpty)
            try await Self.tell(postbox, user)
            #expect(try await postbox.status() == ["waiting"])
            try await postbox.work()
            #expect(postbox.messages.map(\.to.text) == [user.email])
            #expect(postbox.messages.first?.html?.contains("<p>Logging in") == true)
        }
    }

    @Test func `encrypts what it holds, and forgets it once it is sent`() async throws {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            try await Self.tell(postbox, user)
            let bodies: Query =
                "SELECT body, encode(body, 'escape') FROM public.mail_outbox"
            let before = try await postbox.people.books.installation.owner.query(bodies).single()
            #expect(try !before.string(1).contains("Logging in"))
            try await postbox.work()
            let after = try await postbox.people.books.installation.owner.query(bodies).single()
            #expect(after.isNull(0))
            #expect(try await postbox.status() == ["sent"])
        }
    }

    @Test func `is sent once by many who send at the same time`() async throws {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            for _ in 0..<10 { try await Self.tell(postbox, user) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await postbox.work() } }
                try await group.waitForAll()
            }
            #expect(postbox.messages.count == 10)
            #expect(Set(postbox.messages.map(\.messageID)).count == 10)
        }
    }

    @Test func `tries again what was put off, later each time, and gives up at its end`()
        async throws
    {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            try await Self.tell(postbox, user)
            postbox.expect(.temporary(reason: "451 later"), .temporary(reason: "451 later"))
            try await postbox.work()
            #expect(try await postbox.status() == ["waiting"])
            // Not before ten seconds, then not before twenty more.
            for (after, count) in [(9, 1), (10, 2), (29, 2), (30, 3)] {
                try await postbox.work(at: People.start.adding(.seconds(after)))
                #expect(postbox.messages.count == count, "\(after)")
            }
            #expect(try await postbox.status() == ["sent"])
            #expect(Set(postbox.messages.map(\.messageID)).count == 1)
            try await Self.tell(postbox, user)
            let late = People.start.adding(.seconds(4 * 86_400))
            try await postbox.work(at: late)
            #expect(try await postbox.delivery.clear(at: late) == 1)
            #expect(try await postbox.status().last == "failed")
            #expect(postbox.messages.count == 3)
        }
    }

    @Test func `never sends again what was refused or may have arrived`() async throws {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            for outcome in [SMTPOutcome.unknown(reason: "lost"), .permanent(reason: "554 no")] {
                try await Self.tell(postbox, user)
                postbox.expect(outcome)
                try await postbox.work()
            }
            try await postbox.work(at: People.start.adding(.seconds(86_400)))
            #expect(postbox.messages.count == 2)
            #expect(try await postbox.status() == ["unknown", "failed"])
        }
    }

    @Test func `does not know what became of what a server died sending`() async throws {
        try await Postbox.use { postbox in
            let user = try await postbox.people.make().user
            try await Self.tell(postbox, user)
            try await postbox.people.books.pool.execute(
                """
                UPDATE public.mail_outbox SET status = 'sending', attempts = 1,
                    lease_until = \(People.start.adding(.seconds(300)))
                """)
            #expect(try await postbox.delivery.clear(at: People.start) == 0)
            let later = People.start.adding(.seconds(301))
            #expect(try await postbox.delivery.clear(at: later) == 1)
            try await postbox.work(at: later)
            #expect(try await postbox.status() == ["unknown"])
            #expect(postbox.messages.isEmpty)
        }
    }
}
