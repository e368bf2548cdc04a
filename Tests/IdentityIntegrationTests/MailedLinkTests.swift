import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `A link by mail` {
    private static let newPassword = "another good password"
    private static let email = "ada@example.com"

    private static func ask(
        _ postbox: Postbox, _ email: String = email, at now: Instant = People.start,
        from address: String = People.address
    ) async throws {
        try await postbox.resets.ask(email: email, from: Origin(address: address), at: now)
    }

    @Test func `invites somebody to a tenant and is not shown to whoever invites`() async throws {
        try await Postbox.use { postbox in
            let scope = Scope.unrestricted(postbox.people.books.tenant, actor: .commandLine)
            let added = try await postbox.members.add(
                scope, try EmailAddress(Self.email), name: "Click http://evil.example",
                role: .viewer, at: People.start)
            #expect(added.isMailed && added.link == nil)
            try await postbox.work()
            let mail = try #require(postbox.messages.first)
            #expect(mail.to.text == Self.email)
            #expect(mail.text.contains("“\(scope.tenant.name)”") && mail.text.contains("7 days"))
            // Nobody chooses what a stranger reads.
            #expect(!mail.text.contains("evil"))
            let token = try #require(Postbox.token(mail))
            let late = People.start.adding(.seconds(7 * 86_400 - 1))
            #expect(try await postbox.login.link(token, at: late) != nil)
            _ = try await postbox.login.setPassword(Self.newPassword, link: token, at: late)
            // Their first password is no news to them.
            try await postbox.work(at: late)
            #expect(postbox.messages.count == 1)
        }
    }

    @Test func `is handed on where there is no mail server or no server takes the address`()
        async throws
    {
        for (hasServer, email) in [(false, Self.email), (true, "ädä@example.com")] {
            try await Postbox.use(hasServer: hasServer) { postbox in
                let tenant = postbox.people.books.tenant
                let added = try await postbox.users.grant(
                    try EmailAddress(email), name: nil, role: .viewer, in: tenant, password: nil,
                    at: People.start)
                #expect(!added.isMailed && added.link != nil)
                let reset = try await postbox.users.resetPassword(
                    try EmailAddress(email), at: People.start)
                #expect(reset != nil)
                #expect(try await postbox.status().isEmpty)
            }
        }
    }

    @Test func `sets a new password once, ends all sessions and is followed by a notice`()
        async throws
    {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            let session = try await postbox.people.logIn()
            try await Self.ask(postbox)
            try await postbox.work()
            let token = try #require(Postbox.token(postbox.messages.first))
            // Until it is used nothing has changed.
            _ = try await postbox.people.logIn()
            _ = try await postbox.login.setPassword(
                Self.newPassword, link: token, at: People.start)
            #expect(try await postbox.people.session(session) == nil)
            #expect(
                try await People.refusal { try await postbox.people.logIn() }
                    == "credentials_wrong")
            #expect(
                try await People.refusal {
                    try await postbox.login.setPassword(
                        Self.newPassword, link: token, at: People.start)
                } == "link_not_usable")
            try await postbox.work()
            #expect(postbox.messages.map(\.subject).last == "Your password was changed")
        }
    }

    @Test func `lasts half an hour, and ends the one before`() async throws {
        try await Postbox.use { postbox in
            let invited = try await postbox.people.make(password: nil)
            let invitation = try #require(invited.link)
            for seconds in [0, 60] {
                try await Self.ask(postbox, at: People.start.adding(.seconds(seconds)))
                try await postbox.work(at: People.start.adding(.seconds(seconds)))
            }
            let tokens = try postbox.messages.map { try #require(Postbox.token($0)) }
            #expect(tokens.count == 2)
            let end = People.start.adding(.seconds(60 + 1_800))
            #expect(try await postbox.login.link(tokens[0], at: People.start) == nil)
            #expect(try await postbox.login.link(tokens[1], at: end.adding(.seconds(-1))) != nil)
            #expect(try await postbox.login.link(tokens[1], at: end) == nil)
            // A stranger who asks takes no invitation away.
            #expect(try await postbox.login.link(invitation, at: People.start) != nil)
        }
    }

    @Test func `goes to nobody for an address that nobody has`() async throws {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            // Asked too long ago: nobody waits for it any more.
            try await Self.ask(postbox, at: People.start.adding(.seconds(-1_800)))
            for email in ["eve@example.com", "no address", "", "a\u{0}@example.com"] {
                try await Self.ask(postbox, email)
            }
            try await postbox.work()
            #expect(postbox.messages.isEmpty)
            #expect(try await postbox.resets.isDue() == false)
        }
    }

    @Test func `goes to nobody more than three times an hour, whoever asks`() async throws {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            for index in 0..<8 {
                let now = People.start.adding(.seconds(index * 60))
                try await Self.ask(postbox, at: now, from: "192.0.2.\(index)")
                try await postbox.work(at: now)
            }
            #expect(postbox.messages.count == 3)
            let later = People.start.adding(.seconds(3_700))
            try await Self.ask(postbox, at: later)
            try await postbox.work(at: later)
            #expect(postbox.messages.count == 4)
        }
    }

    @Test func `is asked for a few times and then with waiting, known address or not`()
        async throws
    {
        try await Postbox.use { postbox in
            try await postbox.people.make()
            for email in [Self.email, "eve@example.com"] {
                for _ in 0..<6 { try await Self.ask(postbox, email) }
                #expect(
                    try await People.refusal { try await Self.ask(postbox, email) }
                        == "too_many_attempts")
            }
        }
    }
}
