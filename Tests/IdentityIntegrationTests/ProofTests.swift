import BooksTestSupport
import Kernel
import Testing

@testable import Identity

@Suite struct `Proving again who one is` {
    private static func confirm(
        _ people: People, _ user: User, _ session: SecretToken,
        password: String = People.password, code: String = "", at now: Instant
    ) async throws -> SecretToken {
        try await people.proofs.confirm(
            user, session: session, password: password, code: code,
            from: .init(address: People.address), at: now)
    }

    private static func change(
        _ people: People, _ user: User, _ session: SecretToken, _ old: String, _ new: String
    ) async throws -> SecretToken {
        try await people.proofs.changePassword(
            of: user, session: session, from: old, to: new, from: .here, at: People.start)
    }

    @Test func `renews the proof and the token of the session`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let session = try await people.logIn()
            #expect(try await people.session(session)?.provedAt == People.start)
            let token = try await Self.confirm(people, user, session, at: People.at(900))
            #expect(token != session)
            #expect(try await people.session(session, after: 900) == nil)
            let renewed = try #require(try await people.session(token, after: 900))
            #expect(renewed.provedAt == People.at(900) && renewed.createdAt == People.start)
        }
    }

    @Test func `needs password and code, whichever there are`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let session = try await people.logIn()
            let wrong = try await People.refusal {
                try await Self.confirm(
                    people, user, session, password: "wrong", at: People.start)
            }
            #expect(wrong == "proof_wrong")
            let enrolled = try await people.enrol(user, session: session)
            let now = People.at(60)
            for code in ["", "000000"] {
                let refusal = try await People.refusal {
                    try await Self.confirm(people, user, enrolled.session, code: code, at: now)
                }
                #expect(refusal == "proof_wrong")
            }
            let code = People.code(enrolled.seed, at: now)
            // A right code with a wrong password is not used up.
            let half = try await People.refusal {
                try await Self.confirm(
                    people, user, enrolled.session, password: "wrong", code: code, at: now)
            }
            #expect(half == "proof_wrong")
            let token = try await Self.confirm(
                people, user, enrolled.session, code: code, at: now)
            let replay = try await People.refusal {
                try await Self.confirm(people, user, token, code: code, at: now)
            }
            #expect(replay == "proof_wrong")
        }
    }

    @Test func `is slowed down like logging in`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let session = try await people.logIn()
            for _ in 0..<6 {
                _ = try await People.refusal {
                    try await Self.confirm(
                        people, user, session, password: "wrong", at: People.start)
                }
            }
            let refusal = try await People.refusal { try await people.logIn() }
            #expect(refusal == "too_many_attempts")
        }
    }

    @Test func `waits for no guesser elsewhere where the browser is known`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            var session = try await people.logIn()
            let remembered = try await people.login.devices.remember(
                nil, session: session, at: People.start)
            let device = try #require(remembered)
            for index in 0..<22 {
                _ = try await People.refusal {
                    try await people.login.logIn(
                        email: user.email, password: "wrong",
                        from: LoginOrigin(address: "192.0.2.\(index)"), at: People.start)
                }
            }
            let unknown = try await People.refusal {
                try await Self.confirm(people, user, session, at: People.start)
            }
            #expect(unknown == "too_many_attempts")
            session = try await people.proofs.confirm(
                user, session: session, password: People.password, code: "",
                from: .init(address: People.address), device: device, at: People.start)
            _ = try await people.proofs.changePassword(
                of: user, session: session, from: People.password, to: "another good password",
                from: .init(address: People.address), device: device, at: People.start)
        }
    }

    @Test func `does not count where nobody had time to look at the password`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let session = try await people.logIn()
            let throttle = LoginThrottle()
            func proofs(_ hasher: PasswordHasher) -> ProofService {
                ProofService(
                    pool: people.books.pool, sessions: people.sessions,
                    box: SecretBox(.setting(SecretKeyring())), hasher: hasher, throttle: throttle)
            }
            let busy = proofs(PasswordHasher(concurrentMax: 0, waitingMax: 0))
            for _ in 0..<10 {
                let confirmed = try await People.refusal {
                    try await busy.confirm(
                        user, session: session, password: People.password, code: "",
                        from: .init(address: People.address), at: People.start)
                }
                let changed = try await People.refusal {
                    try await busy.changePassword(
                        of: user, session: session, from: People.password, to: "x",
                        from: .init(address: People.address), at: People.start)
                }
                #expect(confirmed == "login_busy" && changed == "login_busy")
            }
            _ = try await proofs(PasswordHasher()).confirm(
                user, session: session, password: People.password, code: "",
                from: .init(address: People.address), at: People.start)
        }
    }

    @Test func `is nothing that somebody can do for another's session`() async throws {
        try await People.use { people in
            let ada = try await people.make().user
            _ = try await people.make("eve@example.com")
            let session = try await people.logIn("eve@example.com")
            let refusal = try await People.refusal {
                try await Self.confirm(people, ada, session, at: People.start)
            }
            #expect(refusal == "session_unknown")
        }
    }

    @Test func `is impossible for who has nothing to prove with`() async throws {
        try await People.use { people in
            let user = try await people.make(password: nil).user
            let link = try await people.users.loginLink(
                try People.email(user.email), at: People.start)
            let session = try await people.login.logIn(link: link, at: People.start)
            let refusal = try await People.refusal {
                try await Self.confirm(people, user, session, password: "", at: People.start)
            }
            #expect(refusal == "nothing_to_prove_with")
        }
    }

    @Test func `changes the password, and ends all other sessions`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let (session, other) = (try await people.logIn(), try await people.logIn())
            let new = "another horse battery staple"
            let wrong = try await People.refusal {
                try await Self.change(people, user, session, "wrong", new)
            }
            #expect(wrong == "old_password_wrong")
            let short = try await People.refusal {
                try await Self.change(people, user, session, People.password, "short")
            }
            #expect(short == "password_too_short")
            #expect(try await people.session(other) != nil)
            let token = try await Self.change(people, user, session, People.password, new)
            #expect(try await people.session(token) != nil)
            #expect(try await people.session(session) == nil)
            #expect(try await people.session(other) == nil)
            let old = try await People.refusal { try await people.logIn() }
            #expect(old == "credentials_wrong")
            _ = try await people.logIn("ada@example.com", new)
        }
    }
}
