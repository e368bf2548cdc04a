import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// A provider answers when it likes, and whoever asked may have been put out meanwhile.
@Suite struct `Connecting an account to a provider` {
    enum Ending: CaseIterable {
        case newPassword, everywhere, one, byAdministrator
    }

    private static func connect(
        _ story: SignOnStory, _ user: User, _ session: SecretToken?, from start: SignOnStart
    ) async -> String? {
        await SignOnStory.refusal {
            let visitor = Actor.person(id: user.id.rawValue, email: user.email)
            _ = try await story.login.finish(
                try story.brought(start, visitor: visitor, previous: session), at: People.start)
        }
    }

    /// Whoever the administrators took in, in the session of somebody who had the link they made.
    private static func enterByLink(
        _ story: SignOnStory
    ) async throws -> (user: User, session: SecretToken) {
        let people = story.postbox.people
        let members = MemberService(
            pool: people.books.pool, owner: people.books.installation.owner,
            sessions: people.sessions)
        let made = try await members.add(
            story.scope, EmailAddress(SignOnStory.email), name: nil, role: .viewer,
            at: People.start)
        let session = try await people.login.setPassword(
            People.password, link: try #require(made.link), at: People.start)
        return (made.user, session)
    }

    @Test(arguments: Ending.allCases)
    func `takes whoever is logged in still when it is through`(_ ending: Ending) async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (user, session) = try await Self.enterByLink(story)
            let start = try await story.begin(connecting: user.id)
            switch ending {
            case .newPassword:
                let link = try #require(
                    try await people.users.resetPassword(
                        EmailAddress(user.email), at: People.start))
                _ = try await people.login.setPassword(
                    People.password, link: link, at: People.start)
            case .everywhere: try await people.sessions.endAll(of: user.id)
            case .one:
                let own = try await people.sessions.list(
                    of: user.id, current: session, at: People.start)
                try await people.sessions.end(try #require(own.first).id, of: user.id)
            case .byAdministrator:
                try await people.security.endAll(story.scope, of: user.id, at: People.start)
            }
            #expect(
                await Self.connect(story, user, session, from: start)
                    == "sign_on_attempt_not_usable")
            #expect(try await story.identities.list(of: user.id).isEmpty)
        }
    }

    @Test func `takes a session of its person alone`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (user, _) = try await Self.enterByLink(story)
            try await people.make("eve@example.com")
            let eves = try await people.logIn("eve@example.com")
            for session in [nil, eves, SecretToken()] {
                let start = try await story.begin(connecting: user.id)
                #expect(
                    await Self.connect(story, user, session, from: start)
                        == "sign_on_attempt_not_usable")
            }
            #expect(try await story.identities.list(of: user.id).isEmpty)
        }
    }

    /// It has the account when the password is taken, which waits for it.
    @Test func `goes with the password that is taken while it is under way`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (user, session) = try await Self.enterByLink(story)
            let start = try await story.begin(connecting: user.id)
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            // What it does last.
            async let holding: Void = people.hold(
                "LOCK TABLE public.mail_outbox IN EXCLUSIVE MODE", telling: tellHeld,
                until: mayEnd)
            for await _ in isHeld {}
            async let connecting = Self.connect(story, user, session, from: start)
            try await people.books.waitForLocks(1)
            async let reset = people.users.resetPassword(
                EmailAddress(user.email), at: People.start)
            try await people.books.waitForLocks(2)
            tellEnd.finish()
            try await holding
            let refusal = await connecting
            #expect(refusal == nil)
            _ = try await reset
            #expect(try await story.identities.list(of: user.id).isEmpty)
            people.sessions.forget()
            #expect(try await people.session(session) == nil)
        }
    }

    /// It comes to the account while that loses its password.
    @Test func `finds its session ended by a password that is being taken`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (user, session) = try await Self.enterByLink(story)
            let start = try await story.begin(connecting: user.id)
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = people.hold(
                "LOCK TABLE public.pending_logins IN EXCLUSIVE MODE", telling: tellHeld,
                until: mayEnd)
            for await _ in isHeld {}
            async let reset = people.users.resetPassword(
                EmailAddress(user.email), at: People.start)
            try await people.books.waitForLocks(1)
            async let connecting = Self.connect(story, user, session, from: start)
            try await people.books.waitForLocks(2)
            tellEnd.finish()
            try await holding
            _ = try await reset
            let refusal = await connecting
            #expect(refusal == "sign_on_attempt_not_usable")
            #expect(try await story.identities.list(of: user.id).isEmpty)
        }
    }
}
