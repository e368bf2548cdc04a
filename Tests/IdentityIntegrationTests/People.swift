import BooksTestSupport
import Identity
import Kernel
import PostgresClient
import Tenancy

/// The services over one database, one tenant, and a clock that tests move.
struct People: Sendable {
    static let start = Instant(unixSeconds: 1_790_000_000)
    static let password = "correct horse battery staple"
    static let address = "127.0.0.1"

    let books: Books
    let users: UserService
    let sessions: SessionService
    let login: LoginService
    let secondFactors: SecondFactorService
    let proofs: ProofService
    let security: SecurityService

    private init(_ books: Books) {
        self.books = books
        users = UserService(owner: books.installation.owner)
        sessions = SessionService(pool: books.pool)
        let box = SecretBox(.setting(SecretKeyring()))
        let (hasher, throttle) = (PasswordHasher(), LoginThrottle())
        login = LoginService(
            pool: books.pool, sessions: sessions, secrets: box, hasher: hasher,
            throttle: throttle)
        secondFactors = SecondFactorService(pool: books.pool, box: box, sessions: sessions)
        proofs = ProofService(
            pool: books.pool, sessions: sessions, box: box, hasher: hasher, throttle: throttle)
        security = SecurityService(pool: books.pool, sessions: sessions)
    }

    static func use(_ body: (People) async throws -> Void) async throws {
        try await Books.use { books in try await body(People(books)) }
    }

    static func email(_ text: String) throws -> EmailAddress { try EmailAddress(text) }

    @discardableResult
    func make(
        _ email: String = "ada@example.com", role: Role = .accountant,
        password: String? = People.password
    ) async throws -> NewUser {
        try await users.grant(
            try EmailAddress(email), name: "Ada", role: role, in: books.tenant,
            password: password, at: Self.start)
    }

    func logIn(
        _ email: String = "ada@example.com", _ password: String = People.password,
        previous: SecretToken? = nil, at now: Instant = People.start, agent: String = ""
    ) async throws -> SecretToken {
        try await login.logIn(
            email: email, password: password,
            from: LoginOrigin(address: Self.address, agent: agent), previous: previous, at: now)
    }

    func session(_ token: SecretToken, after seconds: Int = 0) async throws -> LoginSession? {
        try await sessions.find(token, at: Self.start.adding(.seconds(seconds)))
    }

    /// The code of the error that a call throws.
    static func refusal<R>(_ body: () async throws -> R) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let error as any DomainError where !(error is PostgresError) {
            return error.code
        }
    }
}
