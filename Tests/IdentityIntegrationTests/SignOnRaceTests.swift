import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A newcomer's single sign-on` {
    private static func takeIn(_ story: SignOnStory) async throws -> ID<User> {
        try await story.postbox.members.add(
            story.scope, EmailAddress(SignOnStory.email), name: nil, role: .accountant,
            at: People.start
        ).user.id
    }

    /// How many accounts, memberships, identities and records of somebody taken in there are.
    private static func counts(_ people: People) async throws -> [Int64] {
        let row = try await people.books.installation.owner.query(
            """
            SELECT (SELECT count(*) FROM public.users),
                (SELECT count(*) FROM public.memberships),
                (SELECT count(*) FROM public.sign_on_identities),
                (SELECT count(*) FROM public.audit_events WHERE action = 'member.added')
            """
        ).single()
        return try (0..<4).map { try row.int64($0) }
    }

    /// Both come to the account while somebody else has it, or is about to make it.
    @Test(arguments: [false, true])
    func `makes one account with one membership, also twice at once`(isTakenIn: Bool) async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            if isTakenIn { _ = try await Self.takeIn(story) }
            let lock: Query =
                isTakenIn
                ? "SELECT FROM public.users WHERE email = \(SignOnStory.email) FOR UPDATE"
                : "INSERT INTO public.users (email, name) VALUES (\(SignOnStory.email), 'x')"
            let last: Query =
                isTakenIn
                ? "SELECT 1" : "DELETE FROM public.users WHERE email = \(SignOnStory.email)"
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = people.hold(
                lock, last: last, telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let first = SignOnStory.refusal { try await story.logIn() }
            async let second = SignOnStory.refusal { try await story.logIn() }
            try await people.books.waitForLocks(2)
            tellEnd.finish()
            try await holding
            let refusals = [await first, await second]
            #expect(refusals == [nil, nil])
            #expect(try await Self.counts(people) == [1, 1, 1, 1])
        }
    }

    /// Somebody else's account is not entered because it was made a moment ago.
    @Test func `finds the account that another company made meanwhile`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let other = try await people.books.installation.tenants.create(
                TenantSettings(name: TenantName("other"), currency: Books.base, timeZone: .utc))
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            let join: Query = """
                INSERT INTO public.memberships (user_id, tenant_id, role)
                SELECT id, \(other.id), 'viewer' FROM public.users
                WHERE email = \(SignOnStory.email)
                """
            async let holding: Void = people.hold(
                "INSERT INTO public.users (email, name) VALUES (\(SignOnStory.email), 'x')",
                last: join, telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let login = SignOnStory.refusal { try await story.logIn() }
            try await people.books.waitForLocks(1)
            tellEnd.finish()
            try await holding
            let refusal = await login
            #expect(refusal == "sign_on_account_exists")
            #expect(try await Self.counts(people) == [1, 1, 0, 0])
        }
    }

    /// It comes to the account while the dismissal has it, which waits for the company.
    @Test func `finds the dismissal that was under way when it came`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            let user = try await Self.takeIn(story)
            let company: Query = """
                SELECT FROM public.tenants WHERE id = \(people.books.tenant.id) FOR NO KEY UPDATE
                """
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = people.hold(company, telling: tellHeld, until: mayEnd)
            for await _ in isHeld {}
            async let dismissal: Void = story.postbox.members.remove(story.scope, user)
            try await people.books.waitForLocks(1)
            async let login = SignOnStory.refusal { try await story.logIn() }
            try await people.books.waitForLocks(2)
            tellEnd.finish()
            try await holding
            try await dismissal
            let refusal = await login
            #expect(refusal == "sign_on_not_member")
            #expect(try await Self.counts(people) == [1, 0, 0, 1])
            let sessions = try await people.books.installation.owner.query(
                "SELECT count(*) FROM public.sessions")
            #expect(try sessions.single().int64(0) == 0)
        }
    }
}
