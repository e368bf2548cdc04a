import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

/// Somebody who knows a password and has the code still to give is as good as logged in.
@Suite struct `A login that waits for its code` {
    enum Ending: CaseIterable {
        case byPerson, byAdministrator, withAllOthers
    }

    @Test(arguments: Ending.allCases)
    func `ends with the sessions`(_ ending: Ending) async throws {
        try await People.use { people in
            let user = try await people.make().user
            let enrolled = try await people.enrol(user, session: people.logIn())
            let now = People.at(60)
            let pending = try #require(try await people.pending(at: now))
            let scope = Scope.unrestricted(people.books.tenant, actor: .commandLine)
            switch ending {
            case .byPerson: try await people.sessions.endAll(of: user.id)
            case .byAdministrator:
                try await people.security.endAll(scope, of: user.id, at: now)
            case .withAllOthers: #expect(try await people.security.endAllOthers(scope) > 0)
            }
            let refusal = try await People.refusal {
                try await people.finish(pending, People.code(enrolled.seed, at: now), at: now)
            }
            #expect(refusal == "login_expired")
        }
    }

    /// It is no one session of theirs, and its person may be about to give the code.
    @Test func `stays where one session is ended`() async throws {
        try await People.use { people in
            let user = try await people.make().user
            let enrolled = try await people.enrol(user, session: people.logIn())
            let now = People.at(60)
            let pending = try #require(try await people.pending(at: now))
            let own = try await people.sessions.list(
                of: user.id, current: enrolled.session, at: now)
            try await people.sessions.end(try #require(own.first).id, of: user.id)
            let token = try await people.finish(
                pending, People.code(enrolled.seed, at: now), at: now)
            #expect(try await people.session(token) != nil)
        }
    }
}
