import BooksTestSupport
import Kernel
import PostgresClient
import Testing

@testable import Identity

@Suite struct `A second factor` {
    private static func use(
        _ body: (People, User, _ seed: [UInt8], _ codes: [RecoveryCode]) async throws -> Void
    ) async throws {
        try await People.use { people in
            let user = try await people.make().user
            let enrolled = try await people.enrol(user, session: try await people.logIn())
            try await body(people, user, enrolled.seed, enrolled.codes)
        }
    }

    private static func logIn(
        _ tokens: TokenService, _ password: String, _ code: String?
    ) async throws -> TokenPair {
        try await tokens.logIn(
            email: "ada@example.com", password: password, code: code, from: .here,
            at: People.at(60))
    }

    @Test func `is asked for once it is set up, and no earlier`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let (first, other) = (try await people.logIn(), try await people.logIn())
            try await people.secondFactors.offer(to: user.id, at: People.start)
            #expect(try await people.pending(at: People.at(1)) == nil)
            let wrong = try await People.refusal {
                try await people.secondFactors.confirm(
                    "000000", of: user, session: first, from: .here, at: People.start)
            }
            #expect(wrong == "code_wrong")
            let late = try await People.refusal {
                try await people.secondFactors.confirm(
                    "000000", of: user, session: first, from: .here, at: People.at(1_801))
            }
            #expect(late == "second_factor_not_offered")
            let enrolled = try await people.enrol(user, session: first)
            #expect(enrolled.codes.count == 10)
            // The session goes on under another token, and all others end.
            #expect(try await people.session(enrolled.session) != nil)
            #expect(try await people.session(first) == nil)
            #expect(try await people.session(other) == nil)
            #expect(try await people.pending(at: People.at(60)) != nil)
            let status = try await people.secondFactors.status(of: user.id)
            #expect(status.isOn && status.codesLeft == 10)
        }
    }

    @Test func `lets in with a code, which works once`() async throws {
        try await Self.use { people, _, seed, _ in
            let now = People.at(60)
            let pending = try #require(try await people.pending(at: now))
            // It is no session.
            #expect(try await people.session(pending, after: 60) == nil)
            let wrong = try await People.refusal {
                try await people.finish(pending, "000000", at: now)
            }
            #expect(wrong == "code_wrong")
            let code = People.code(seed, at: now)
            let session = try await people.finish(pending, code, at: now)
            #expect(try await people.session(session, after: 60) != nil)
            let used = try await People.refusal {
                try await people.finish(pending, code, at: now)
            }
            #expect(used == "login_expired")
            let again = try #require(try await people.pending(at: now))
            let replay = try await People.refusal {
                try await people.finish(again, code, at: People.at(70))
            }
            #expect(replay == "code_wrong")
            // Nor does the one of the step before work any more.
            let before = try await People.refusal {
                try await people.finish(
                    again, People.code(seed, at: People.at(30)), at: People.at(70))
            }
            #expect(before == "code_wrong")
            let late = try await People.refusal {
                try await people.finish(
                    again, People.code(seed, at: People.at(661)), at: People.at(661))
            }
            #expect(late == "login_expired")
        }
    }

    @Test func `lets one in of many who send the same code at once`() async throws {
        try await Self.use { people, _, seed, codes in
            for code in [People.code(seed, at: People.at(60)), codes[0].text] {
                var pending: [SecretToken] = []
                for _ in 0..<4 {
                    pending.append(try #require(try await people.pending(at: People.at(60))))
                }
                let count = await withTaskGroup(of: Bool.self) { group in
                    for one in pending {
                        group.addTask {
                            (try? await people.finish(one, code, at: People.at(60))) != nil
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(count == 1)
            }
        }
    }

    @Test func `lets in with a recovery code, which works once`() async throws {
        try await Self.use { people, user, _, codes in
            let pending = try #require(try await people.pending(at: People.at(60)))
            _ = try await people.finish(pending, codes[3].text.uppercased(), at: People.at(60))
            #expect(try await people.secondFactors.status(of: user.id).codesLeft == 9)
            let again = try #require(try await people.pending(at: People.at(60)))
            let used = try await People.refusal {
                try await people.finish(again, codes[3].text, at: People.at(60))
            }
            #expect(used == "code_wrong")
            let anew = try await people.secondFactors.renewCodes(
                of: user, from: .here, at: People.at(60))
            let old = try await People.refusal {
                try await people.finish(again, codes[4].text, at: People.at(60))
            }
            #expect(old == "code_wrong")
            _ = try await people.finish(again, anew[0].text, at: People.at(60))
        }
    }

    @Test func `slows down whoever guesses, also with the right password in between`()
        async throws
    {
        try await Self.use { people, _, seed, _ in
            var codes: [String?] = []
            for _ in 0..<7 {
                let pending = try #require(try await people.pending(at: People.at(60)))
                codes.append(
                    try await People.refusal {
                        try await people.finish(pending, "000000", at: People.at(60))
                    })
            }
            #expect(codes.prefix(6).allSatisfy { $0 == "code_wrong" })
            #expect(codes.last == "too_many_attempts")
            let pending = try #require(try await people.pending(at: People.at(60)))
            let right = try await People.refusal {
                try await people.finish(
                    pending, People.code(seed, at: People.at(60)), at: People.at(60))
            }
            #expect(right == "too_many_attempts")
            let later = People.at(90)
            _ = try await people.finish(pending, People.code(seed, at: later), at: later)
        }
    }

    @Test func `is asked for behind a link too, also one that sets a password`() async throws {
        try await Self.use { people, _, seed, _ in
            let email = try People.email("ada@example.com")
            let link = try await people.users.loginLink(email, at: People.start)
            await #expect(throws: ProofError.self) {
                try await people.login.logIn(link: link, at: People.at(60))
            }
            let waiting = try #require(try await people.pending(at: People.at(60)))
            let reset = try #require(
                try await people.users.resetPassword(email, at: People.at(60)))
            let ended = try await People.refusal {
                try await people.finish(
                    waiting, People.code(seed, at: People.at(60)), at: People.at(60))
            }
            #expect(ended == "login_expired")
            let set = try await People.refusal {
                try await people.login.setPassword(
                    "another horse battery staple", link: reset, at: People.at(60))
            }
            #expect(set == "second_factor_needed")
        }
    }

    @Test func `of another phone takes the place of the first when it has shown a code`()
        async throws
    {
        try await Self.use { people, user, seed, _ in
            let login = try #require(try await people.pending(at: People.at(60)))
            let session = try await people.finish(
                login, People.code(seed, at: People.at(60)), at: People.at(60))
            try await people.secondFactors.offer(to: user.id, at: People.at(90))
            // Until then the first one is good.
            let other = try #require(try await people.pending(at: People.at(90)))
            _ = try await people.finish(
                other, People.code(seed, at: People.at(90)), at: People.at(90))
            let offer = try #require(
                try await people.secondFactors.offered(
                    to: user.id, account: "", at: People.at(120)))
            #expect(offer.seed != seed)
            _ = try await people.secondFactors.confirm(
                People.code(offer.seed, at: People.at(120)), of: user, session: session,
                from: .here, at: People.at(120))
            let pending = try #require(try await people.pending(at: People.at(180)))
            let old = try await People.refusal {
                try await people.finish(
                    pending, People.code(seed, at: People.at(180)), at: People.at(180))
            }
            #expect(old == "code_wrong")
        }
    }

    @Test func `can be turned off, and taken away by whoever runs the installation`()
        async throws
    {
        try await Self.use { people, user, _, _ in
            try await people.secondFactors.turnOff(
                of: user, from: .here, at: People.start)
            #expect(try await people.pending(at: People.at(60)) == nil)
            let session = try await people.logIn(at: People.at(60))
            let enrolled = try await people.enrol(user, session: session, at: People.at(60))
            let email = try People.email(user.email)
            #expect(try await people.users.resetSecondFactor(email, at: People.start))
            #expect(try await people.session(enrolled.session, after: 64) == nil)
            #expect(try await people.pending(at: People.at(120)) == nil)
            #expect(try await people.users.resetSecondFactor(email, at: People.start) == false)
            let rest = try await people.books.installation.owner.query(
                "SELECT count(*) FROM public.recovery_codes"
            ).single().int64(0)
            #expect(rest == 0)
        }
    }

    @Test func `is stored in no form that could be read or used`() async throws {
        try await Self.use { people, user, seed, codes in
            let row = try await people.books.installation.owner.query(
                """
                SELECT f::text || (SELECT string_agg(c::text, '') FROM public.recovery_codes AS c)
                FROM public.second_factors AS f WHERE user_id = \(user.id)
                """
            ).single().string(0)
            let hexadecimal = seed.map { String($0, radix: 16).suffix(2) }.joined()
            #expect(!row.contains(hexadecimal) && !row.contains(Base32.text(seed)))
            for code in codes {
                #expect(!row.lowercased().contains(code.text.replacing("-", with: "")))
            }
        }
    }

    @Test func `is asked of programs, in the same request`() async throws {
        try await Self.use { people, _, seed, _ in
            let tokens = TokenService(
                pool: people.books.pool, login: people.login, sessions: people.sessions,
                tokens: await AccessTokens(secret: [UInt8](repeating: 1, count: 32)))
            let code = People.code(seed, at: People.at(60))
            let needed = try await People.refusal {
                try await Self.logIn(tokens, People.password, nil)
            }
            #expect(needed == "second_factor_needed")
            // With a wrong password nobody learns that there is one.
            for given in [nil, code, "000000"] {
                let wrong = try await People.refusal {
                    try await Self.logIn(tokens, "wrong horse battery staple", given)
                }
                #expect(wrong == "credentials_wrong")
            }
            let wrong = try await People.refusal {
                try await Self.logIn(tokens, People.password, "000000")
            }
            #expect(wrong == "code_wrong")
            let pair = try await Self.logIn(tokens, People.password, code)
            #expect(try await tokens.find(pair.access, at: People.at(60)) != nil)
            // None of the refused ones is left waiting.
            let waiting = try await people.books.pool.query(
                "SELECT count(*) FROM public.pending_logins"
            ).single().int64(0)
            #expect(waiting == 0)
        }
    }
}
