import BooksTestSupport
import Foundation
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `Single sign-on` {
    @Test func `takes in whoever has an address of a verified domain`() async throws {
        try await SignOnStory.use(role: .collector) { story in
            let first = try #require(try await story.logIn())
            #expect(first.user.name == "Ada")
            #expect(first.memberships.values.map(\.role) == [.collector])
            let again = try #require(try await story.logIn(["claims": ["email": "x@y.example"]]))
            // It is the subject that counts from then on.
            #expect(again.user.id == first.user.id)
            // The whole way is sent with PKCE and what else belongs to it.
            let url = try await story.begin().url
            for part in [
                "response_type=code&", "client_id=us&", "code_challenge_method=S256", "nonce=",
                "redirect_uri=https%3A%2F%2Fbooks.example.com%2Flogin%2Fsso%2Fcallback&",
                "scope=openid%20email%20profile&",
            ] {
                #expect(url.contains(part), "\(part)")
            }
        }
    }

    @Test func `is recorded as a login when the second factor is shown, and no earlier`()
        async throws
    {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            func logins() async throws -> Int64 {
                try await people.books.pool.query(
                    "SELECT count(*) FROM public.audit_events WHERE action = 'login.succeeded'"
                ).single().int64(0)
            }
            let user = try #require(try await story.logIn()).user
            #expect(try await logins() == 1)
            let link = try await people.users.loginLink(
                EmailAddress(user.email), at: People.start)
            let session = try await people.login.logIn(link: link, at: People.start)
            let enrolled = try await people.enrol(user, session: session)
            #expect(try await logins() == 2)
            let now = People.at(60)
            let start = try await story.begin(at: now)
            guard
                case .codeNeeded(let pending, _) = try await story.login.finish(
                    story.brought(start, at: now), at: now)
            else {
                Issue.record("no code was asked for")
                return
            }
            #expect(try await logins() == 2)
            _ = try await people.finish(pending, People.code(enrolled.seed, at: now), at: now)
            #expect(try await logins() == 3)
        }
    }

    @Test func `takes nobody in whom the provider does not vouch for`() async throws {
        try await SignOnStory.use { story in
            let cases: [(claims: [String: Any], code: String)] = [
                (["email_verified": false], "sign_on_email_not_verified"),
                (["email_verified": NSNull()], "sign_on_email_not_verified"),
                (["email": NSNull()], "sign_on_email_not_verified"),
                (["email": "ada@evil.example"], "sign_on_domain_not_verified"),
                (["email": "ada@sub.example.com"], "sign_on_domain_not_verified"),
            ]
            for (claims, code) in cases {
                let refusal = await SignOnStory.refusal {
                    try await story.logIn(["claims": claims])
                }
                #expect(refusal == code, "\(claims)")
            }
            #expect(
                await SignOnStory.refusal { _ = try await story.begin("a@evil.example") }
                    == "sign_on_not_set_up")
        }
    }

    @Test func `takes nobody in where everybody must be invited, but who was`() async throws {
        try await SignOnStory.use(role: nil) { story in
            #expect(await SignOnStory.refusal { try await story.logIn() } == "sign_on_not_invited")
            _ = try await story.postbox.members.add(
                story.scope, try EmailAddress(SignOnStory.email), name: nil, role: .accountant,
                at: People.start)
            let session = try #require(try await story.logIn())
            #expect(session.memberships.values.map(\.role) == [.accountant])
        }
    }

    @Test func `takes over no account that is entered with a password`() async throws {
        try await SignOnStory.use { story in
            let user = try await story.postbox.people.make().user
            let session = try await story.postbox.people.logIn()
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
            // Its owner connects it, logged in, with an address that is theirs.
            let me = Actor.person(id: user.id.rawValue, email: user.email)
            let other = try await story.begin(connecting: user.id)
            let foreign = try story.brought(
                other, ["claims": ["email": "eve@example.com", "sub": "2"]], visitor: me,
                previous: session)
            #expect(
                await SignOnStory.refusal {
                    _ = try await story.login.finish(foreign, at: People.start)
                } == "sign_on_other_address")
            // Nobody else finishes it.
            let stolen = try await story.begin(connecting: user.id)
            let eve = try story.brought(
                stolen, visitor: .person(id: 999, email: "e@x.example"), previous: session)
            #expect(
                await SignOnStory.refusal {
                    _ = try await story.login.finish(eve, at: People.start)
                } == "sign_on_attempt_not_usable")
            let start = try await story.begin(connecting: user.id)
            let mine = try story.brought(start, visitor: me, previous: session)
            guard case .connected(let next) = try await story.login.finish(mine, at: People.start)
            else {
                Issue.record("not connected")
                return
            }
            #expect(next == "/ar/")
            #expect(try await story.logIn()?.user.id == user.id)
            _ = try await story.postbox.people.logIn()
            try await story.postbox.work()
            #expect(
                story.postbox.messages.map(\.subject)
                    == ["Your account was connected to another login"])
        }
    }

    @Test func `opens nothing of a company that takes its people in later`() async throws {
        try await SignOnStory.use { story in
            let user = try #require(try await story.logIn()).user
            let books = story.postbox.people.books
            let other = try await books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("later"), currency: books.tenant.currency,
                    timeZone: books.tenant.timeZone))
            let members = story.postbox.members
            let added = try await members.add(
                .unrestricted(other, actor: .commandLine), EmailAddress(user.email), name: nil,
                role: .accountant, at: People.start)
            #expect(added.isInvited && added.link == nil)
            // Being invited bends nobody's login.
            #expect(try await story.logIn()?.memberships.count == 1)
            try await story.postbox.work()
            let link = try #require(Postbox.token(story.postbox.messages.last))
            func open() async throws -> Int64 {
                try await books.installation.owner.query(
                    "SELECT count(*) FROM public.sessions WHERE user_id = \(user.id)"
                ).single().int64(0)
            }
            #expect(try await open() > 0)
            try await members.invitations.accept(
                link, as: user.id, from: .here, at: People.start)
            // Nor does what was opened before by the provider's word alone.
            #expect(try await open() == 0)
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
            // Once its owner says so, logged in by other means, it stands for all.
            let people = story.postbox.people
            let own = try await people.login.logIn(
                link: people.users.loginLink(EmailAddress(user.email), at: People.start),
                at: People.start)
            let start = try await story.begin(connecting: user.id)
            let me = Actor.person(id: user.id.rawValue, email: user.email)
            _ = try await story.login.finish(
                try story.brought(start, visitor: me, previous: own), at: People.start)
            #expect(try await story.logIn()?.user.id == user.id)
        }
    }

    /// Otherwise whoever may set the provider makes themselves what they may not make anybody.
    @Test func `makes nobody an owner or operator by an address alone`() async throws {
        try await SignOnStory.use { story in
            let people = story.postbox.people
            try await people.make(role: .owner, password: nil)
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
            try await people.make("bob@example.com", role: .owner)
            try await people.make(role: .viewer, password: nil)
            try await people.users.setOperator(try EmailAddress(SignOnStory.email), true)
            #expect(
                await SignOnStory.refusal { try await story.logIn() } == "sign_on_account_exists")
            try await people.users.setOperator(try EmailAddress(SignOnStory.email), false)
            #expect(try await story.logIn()?.memberships.values.map(\.role) == [.viewer])
        }
    }

    @Test func `is set up by owners; an admin renews the secret alone`() async throws {
        try await SignOnStory.use { story in
            let admin = Scope(
                tenant: story.scope.tenant, actor: .system, grant: Membership(role: .admin).grant)
            func draft(
                _ mode: String = "good", client: String = "us", role: Role? = .viewer
            ) -> SignOnDraft {
                SignOnDraft(
                    issuer: story.issuer(mode), clientID: client, secret: "new", defaultRole: role)
            }
            for other in [draft("post"), draft(client: "them"), draft(role: .admin)] {
                #expect(
                    await SignOnStory.refusal {
                        try await story.service.set(admin, other, at: People.start)
                    } == "not_permitted")
            }
            try await story.service.set(admin, draft(), at: People.start)
            try await story.service.remove(admin)
            #expect(
                await SignOnStory.refusal {
                    try await story.service.set(admin, draft(), at: People.start)
                } == "not_permitted")
        }
    }

    @Test func `is as fresh a proof as the provider says, and otherwise none`() async throws {
        try await SignOnStory.use { story in
            func proved(_ time: Any) async throws -> Instant? {
                try await story.logIn(["claims": ["auth_time": time]])?.provedAt
            }
            let now = People.start.unixSeconds
            #expect(try await proved(now - 3_600) == People.at(-3_600))
            #expect(try await proved(now) == People.start)
            // Nobody proves anything in the future.
            #expect(try await proved(now + 3_600) == People.start)
            #expect(try await proved(NSNull()) == Instant(unixSeconds: 0))
            let asked = try await story.login.begin(
                email: SignOnStory.email, next: "/", asksAgain: true, at: People.start)
            #expect(asked.url.hasSuffix("&prompt=login&max_age=0"))
            #expect(try await !story.begin().url.contains("prompt="))
        }
    }

    @Test func `ends where it began: once, soon and in the same browser`() async throws {
        try await SignOnStory.use { story in
            func refusal(
                _ brought: SignOnReturn, at now: Instant = People.start
            ) async -> String? {
                await SignOnStory.refusal { _ = try await story.login.finish(brought, at: now) }
            }
            let unusable = "sign_on_attempt_not_usable"
            let start = try await story.begin()
            let elsewhere = try story.brought(start, browser: SecretToken())
            #expect(await refusal(elsewhere) == unusable)
            let late = People.start.adding(.seconds(600))
            let slow = try story.brought(start, at: late)
            #expect(await refusal(slow, at: late) == unusable)
            let brought = try story.brought(start)
            #expect(await refusal(brought) == nil)
            #expect(await refusal(brought) == unusable)
            // A code of another login has another challenge.
            let (one, two) = (try await story.begin(), try await story.begin())
            let mixed = try story.brought(one)
            let swapped = SignOnReturn(
                state: try story.brought(two).state, code: mixed.code, issuer: nil,
                browser: two.browser, visitor: nil, origin: .here, previous: nil)
            #expect(await refusal(swapped) == "sign_on_exchange_refused")
            let denied = try await story.begin()
            let state = try story.brought(denied).state
            let no = SignOnReturn(
                state: state, code: nil, issuer: nil, browser: denied.browser, visitor: nil,
                origin: .here, previous: nil)
            #expect(await refusal(no) == "sign_on_refused")
        }
    }

    @Test func `keeps the provider's secret encrypted, and from any other provider`() async throws {
        try await SignOnStory.use { story in
            let stored: Query =
                "SELECT encode(client_secret, 'escape') FROM public.single_sign_on"
            let owner = story.postbox.people.books.installation.owner
            let text = try await owner.query(stored).single().string(0)
            #expect(!text.contains("secret"))
            #expect(try await story.service.find(story.scope)?.hasSecret == true)
            let draft = SignOnDraft(
                issuer: story.issuer("post"), clientID: "us", secret: nil, defaultRole: nil)
            try await story.service.set(story.scope, draft, at: People.start)
            #expect(try await story.service.find(story.scope)?.hasSecret == false)
            try await story.service.remove(story.scope)
            #expect(try await story.service.find(story.scope) == nil)
        }
    }

    @Test func `lets a domain be one tenant's, and settings those of whoever may`() async throws {
        try await SignOnStory.use { story in
            let other = try await story.postbox.people.books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin")))
            #expect(
                await SignOnStory.refusal {
                    try await story.service.verify("Example.COM", of: other, at: People.start)
                } == "sign_on_domain_taken")
            for domain in ["", "x", "exa mple.com", ".example.com", "a@example.com"] {
                #expect(
                    await SignOnStory.refusal {
                        try await story.service.verify(domain, of: other, at: People.start)
                    } == "sign_on_domain_invalid")
            }
            let draft = SignOnDraft(
                issuer: "javascript:alert(1)", clientID: "us", secret: nil, defaultRole: nil)
            #expect(
                await SignOnStory.refusal {
                    try await story.service.set(story.scope, draft, at: People.start)
                } == "sign_on_issuer_invalid")
            let viewer = Scope(
                tenant: story.scope.tenant, actor: .system, grant: Membership(role: .viewer).grant)
            await #expect(throws: TenancyError.self) { try await story.service.find(viewer) }
            await #expect(throws: TenancyError.self) { try await story.service.remove(viewer) }
        }
    }
}
