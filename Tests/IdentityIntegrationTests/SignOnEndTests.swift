import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A provider that its person ends` {
    private static let disconnected = "user.sign_on_disconnected"

    private static func connect(_ story: SignOnStory, _ user: User) async throws {
        let session = try await story.postbox.people.logIn()
        let start = try await story.begin(connecting: user.id)
        let visitor = Actor.person(id: user.id.rawValue, email: user.email)
        _ = try await story.login.finish(
            try story.brought(start, visitor: visitor, previous: session), at: People.start)
        try await story.postbox.people.sessions.end(session)
    }

    /// A session by the provider, and whose it is.
    private static func enter(
        _ story: SignOnStory
    ) async throws -> (token: SecretToken, user: User) {
        let start = try await story.begin()
        let result = try await story.login.finish(story.brought(start), at: People.start)
        guard case .loggedIn(let token, _) = result else { throw SignOnError.refusedByProvider }
        return (token, try #require(try await story.postbox.people.session(token)).user)
    }

    /// Ends the only one there is.
    ///
    /// - Returns: whether the session that asks ended with it.
    @discardableResult
    private static func end(
        _ story: SignOnStory, _ user: User, _ session: SecretToken, at now: Instant = People.start
    ) async throws -> Bool {
        let own = try await story.identities.list(of: user.id)
        return try await story.identities.end(
            try #require(own.first).id, of: user, session: session, from: .here, at: now)
    }

    private static func isOpen(_ story: SignOnStory, _ session: SecretToken) async throws -> Bool {
        try await story.postbox.people.session(session) != nil
    }

    private static func setPassword(_ story: SignOnStory, _ user: User) async throws -> SecretToken
    {
        let people = story.postbox.people
        let link = try #require(
            try await people.users.resetPassword(EmailAddress(user.email), at: People.start))
        return try await people.login.setPassword(People.password, link: link, at: People.start)
    }

    @Test func `lets in nobody any more until it is connected again`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await people.make().user
            let session = try await people.logIn()
            try await Self.connect(story, user)
            let own = try await story.identities.list(of: user.id)
            #expect(own.map(\.issuer) == [story.issuer("good")])
            #expect(own.map(\.host) == ["127.0.0.1"])
            #expect(own.map(\.createdAt) == [People.start])
            #expect(own.map(\.id.utf8.count) == [64])
            try await Self.end(story, user, session)
            #expect(try await story.identities.list(of: user.id).isEmpty)
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
            try await story.postbox.work()
            #expect(
                story.postbox.messages.map(\.subject) == [
                    "Your account was connected to another login",
                    "Your account was disconnected from another login",
                ])
            try await Self.connect(story, user)
            #expect(try await story.logIn()?.user.id == user.id)
            // It is called the same again.
            #expect(try await story.identities.list(of: user.id).map(\.id) == own.map(\.id))
        }
    }

    @Test func `is theirs alone to end, and once`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await people.make().user
            let eve = try await people.make("eve@example.com").user
            let session = try await people.logIn()
            try await Self.connect(story, user)
            let id = try #require(try await story.identities.list(of: user.id).first).id
            func refusal(_ id: String, _ person: User) async -> String? {
                await SignOnStory.refusal {
                    _ = try await story.identities.end(
                        id, of: person, session: session, from: .here, at: People.start)
                }
            }
            let unknown = "sign_on_identity_unknown"
            #expect(await refusal(id, eve) == unknown)
            for wrong in ["", "x", "\(id)0", "\(id)\0", story.issuer("good")] {
                #expect(await refusal(wrong, user) == unknown, "\(wrong)")
            }
            #expect(try await story.identities.list(of: eve.id).isEmpty)
            #expect(try await story.identities.list(of: user.id).map(\.id) == [id])
            #expect(await refusal(id, user) == nil)
            #expect(await refusal(id, user) == unknown)
        }
    }

    @Test func `ends every other session where it was connected, and what owes its code`()
        async throws
    {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await people.make().user
            try await Self.connect(story, user)
            let enrolled = try await people.enrol(user, session: people.logIn())
            let now = People.at(60)
            let start = try await story.begin(at: now)
            guard
                case .codeNeeded(let pending, _) = try await story.login.finish(
                    story.brought(start, at: now), at: now)
            else {
                Issue.record("no code was asked for")
                return
            }
            let byPassword = try #require(try await people.pending(at: now))
            let other = try await people.finish(
                byPassword, People.code(enrolled.seed, at: now), at: now)
            #expect(try await Self.isOpen(story, other))
            #expect(try await !Self.end(story, user, enrolled.session, at: now))
            #expect(try await !Self.isOpen(story, other))
            #expect(try await Self.isOpen(story, enrolled.session))
            let late = People.at(120)
            let refusal = try await People.refusal {
                try await people.finish(pending, People.code(enrolled.seed, at: late), at: late)
            }
            #expect(refusal == "login_expired")
        }
    }

    /// Whoever has no password would be out for good, or be taken in as somebody new.
    @Test func `stays where there is no password`() async throws {
        try await SignOnStory.use { story in
            let (token, user) = try await Self.enter(story)
            let refusal = await SignOnStory.refusal { try await Self.end(story, user, token) }
            #expect(refusal == "sign_on_password_needed")
            #expect(try await story.identities.list(of: user.id).count == 1)
            #expect(try await Self.isOpen(story, token))
            #expect(try await story.logIn()?.user.id == user.id)
        }
    }

    @Test func `takes with it what its word alone began, and nothing else`() async throws {
        try await SignOnStory.use { story in
            let user = try await Self.enter(story).user
            let own = try await Self.setPassword(story, user)
            let other = try await story.postbox.people.logIn()
            // A password alone ends nothing: the company's provider lets its person in as before.
            let token = try await Self.enter(story).token
            #expect(try await !Self.end(story, user, own))
            #expect(try await !Self.isOpen(story, token))
            #expect(try await Self.isOpen(story, own))
            #expect(try await Self.isOpen(story, other))
            // Nor is it bound anew by the address of a verified domain.
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
        }
    }

    @Test func `takes the session that asks with it, where its word alone began that`()
        async throws
    {
        try await SignOnStory.use { story in
            let user = try await Self.enter(story).user
            let own = try await Self.setPassword(story, user)
            let token = try await Self.enter(story).token
            #expect(try await Self.end(story, user, token))
            #expect(try await !Self.isOpen(story, token))
            #expect(try await Self.isOpen(story, own))
        }
    }

    @Test func `is on record in every company of its person`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await people.make().user
            let second = try await people.books.installation.tenants.create(
                TenantSettings(name: TenantName("second"), currency: Books.base, timeZone: .utc))
            _ = try await people.users.grant(
                EmailAddress(user.email), name: nil, role: .viewer, in: second, password: nil,
                at: People.start)
            let session = try await people.logIn()
            try await Self.connect(story, user)
            try await Self.end(story, user, session)
            let records = try await people.books.installation.owner.query(
                """
                SELECT tenant_id, before->>'issuer' FROM public.audit_events
                WHERE action = \(Self.disconnected) ORDER BY tenant_id
                """
            ).map { (try $0.decode(0, as: ID<Tenant>.self), try $0.string(1)) }
            #expect(records.map { $0.0 } == [people.books.tenant.id, second.id])
            #expect(records.map { $0.1 } == [story.issuer("good"), story.issuer("good")])
        }
    }

    /// Whoever enters by it at that moment has it first.
    @Test func `is waited for by its end while it lets somebody in`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await Self.enter(story).user
            let own = try await Self.setPassword(story, user)
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            let begun: Query = """
                INSERT INTO public.sessions (token_hash, user_id, created_at, last_seen_at,
                    expires_at, proved_at, by_provider)
                VALUES (sha256('late'), \(user.id), now(), now(), now(), now(), true)
                """
            async let holding: Void = people.hold(
                "UPDATE public.sign_on_identities SET last_used_at = now()", last: begun,
                telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let isOut = Self.end(story, user, own)
            try await people.books.waitForLocks(1)
            tellEnd.finish()
            try await holding
            let didEndOwn = try await isOut
            #expect(!didEndOwn)
            let left = try await people.books.installation.owner.query(
                "SELECT count(*) FROM public.sessions WHERE by_provider")
            #expect(try left.single().int64(0) == 0)
        }
    }
}
