import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// A company sets its provider itself: what that says must not open the installation.
@Suite struct `An operator and single sign-on` {
    /// A session by the provider alone, and whose it is.
    private static func enter(
        _ story: SignOnStory
    ) async throws -> (token: SecretToken, user: User) {
        let start = try await story.begin()
        let result = try await story.login.finish(story.brought(start), at: People.start)
        guard case .loggedIn(let token, _) = result else { throw SignOnError.refusedByProvider }
        return (token, try #require(try await story.postbox.people.session(token)).user)
    }

    private static func actor(_ user: User) -> Actor {
        .person(id: user.id.rawValue, email: user.email)
    }

    @Test func `is not let in any more by what let the same person in before`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (token, user) = try await Self.enter(story)
            let link = try await people.users.loginLink(EmailAddress(user.email), at: People.start)
            let own = try await people.login.logIn(link: link, at: People.start)
            #expect(
                try await people.users.setOperator(EmailAddress(user.email), true).providers == 1)
            // Servers ask anew as soon as a session was ended (`ElsewhereTests`).
            people.sessions.forget()
            #expect(try await people.session(token) == nil)
            #expect(try await people.session(own)?.isOperator == true)
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
        }
    }

    @Test func `is not let in by an identity that came to be there otherwise`() async throws {
        try await SignOnStory.use { story in
            let user = try await Self.enter(story).user
            let owner = story.postbox.people.books.installation.owner
            try await owner.execute(
                "UPDATE public.users SET is_operator = true WHERE id = \(user.id)")
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
        }
    }

    /// A login by the provider that owes its code; nil where none was asked for.
    private static func pending(_ story: SignOnStory, at now: Instant) async throws -> SecretToken?
    {
        let start = try await story.begin(at: now)
        let step = try await story.login.finish(story.brought(start, at: now), at: now)
        guard case .codeNeeded(let pending, _) = step else { return nil }
        return pending
    }

    @Test func `loses a login that still owes its code`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (token, user) = try await Self.enter(story)
            let enrolled = try await people.enrol(user, session: token)
            let now = People.at(60)
            let pending = try #require(await Self.pending(story, at: now))
            try await people.users.setOperator(EmailAddress(user.email), true)
            let refusal = try await People.refusal {
                try await people.finish(pending, People.code(enrolled.seed, at: now), at: now)
            }
            #expect(refusal == "login_expired")
        }
    }

    @Test func `is connected by the person and never by the provider itself`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let (token, user) = try await Self.enter(story)
            func connect(_ session: SecretToken) async -> String? {
                await SignOnStory.refusal {
                    let start = try await story.begin(connecting: user.id)
                    let brought = try story.brought(
                        start, visitor: Self.actor(user), previous: session)
                    _ = try await story.login.finish(brought, at: People.start)
                }
            }
            #expect(await connect(token) == "sign_on_own_proof_needed")
            // Nor after a code, which whoever was let in could have set up.
            let enrolled = try await people.enrol(user, session: token)
            let now = People.at(60)
            let pending = try #require(await Self.pending(story, at: now))
            let coded = try await people.finish(
                pending, People.code(enrolled.seed, at: now), at: now)
            #expect(await connect(coded) == "sign_on_own_proof_needed")
            _ = try await people.users.resetSecondFactor(
                EmailAddress(user.email), at: People.start)
            let link = try await people.users.loginLink(EmailAddress(user.email), at: People.start)
            #expect(
                await connect(try await people.login.logIn(link: link, at: People.start)) == nil)
            #expect(
                try await people.users.setOperator(EmailAddress(user.email), true).providers == 0)
            #expect(try await story.logIn()?.isOperator == true)
        }
    }
}
