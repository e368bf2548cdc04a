import BooksTestSupport
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import IdentityWeb
import Kernel
import Logging
import Mail
import Tenancy
import WebSupport

/// A server with the login pages, one page behind them, and one person with access to a tenant.
struct Site: Sendable {
    static let now = Instant(unixSeconds: 1_790_000_000)
    static let email = "ada@example.com"
    static let password = "correct horse battery staple"
    static let cookieName = "countinghouse_session"

    let client: any TestClientProtocol
    let users: UserService
    let books: Books

    /// - Parameter password: nil for a person who has yet to set one.
    static func use(
        password: String? = Site.password, role: Role = .accountant,
        _ body: @escaping @Sendable (Site, NewUser) async throws -> Void
    ) async throws {
        try await Books.use { books in
            let users = UserService(owner: books.installation.owner)
            let user = try await users.grant(
                try EmailAddress(email), name: "Ada", role: role, in: books.tenant,
                password: password, at: now)
            let server = try await server(books)
            try await server.test(.router) { client in
                try await body(Site(client: client, users: users, books: books), user)
            }
        }
    }

    private static func server(_ books: Books) async throws -> some ApplicationProtocol {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let sessions = SessionService(pool: books.pool)
        let box = SecretBox(.setting(SecretKeyring()))
        let (hasher, throttle) = (PasswordHasher(), LoginThrottle())
        let login = LoginService(
            pool: books.pool, sessions: sessions, secrets: box, hasher: hasher,
            throttle: throttle)
        let tokens = TokenService(
            pool: books.pool, login: login, sessions: sessions,
            tokens: await AccessTokens(secret: [UInt8](repeating: 1, count: 32)))
        let keys = KeyService(pool: books.pool)
        let resets = PasswordResetService(
            pool: books.pool, owner: books.installation.owner,
            mail: MailQueue(
                box: SecretBox(.setting(SecretKeyring())),
                from: try MailAddress("books@books.example"), hasServer: true,
                address: PublicAddress("https://books.example.com")))
        let members = MemberService(
            pool: books.pool, owner: books.installation.owner, sessions: sessions)
        let directory = books.installation.directory
        return try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0),
            tenants: TenantResolver(
                lookup: { try await directory.find($0) }, all: { try await directory.all() }),
            authenticator: IdentityFeature.authenticator(
                sessions, tokens: tokens, keys: keys, now: { now }),
            health: HealthCheck {},
            features: [
                IdentityFeature.feature(
                    login, sessions, resets,
                    ProofService(
                        pool: books.pool, sessions: sessions, box: box, hasher: hasher,
                        throttle: throttle),
                    SecondFactorService(pool: books.pool, box: box, sessions: sessions), members,
                    SignOnIdentities(
                        pool: books.pool, owner: books.installation.owner, sessions: sessions)),
                SecurityFeature.feature(
                    SecurityService(pool: books.pool, sessions: sessions)),
                MembersFeature.feature(
                    members, OnceService(database: TenantDatabase(pool: books.pool))
                ) { _ in
                    [PortfolioGroup(id: 1, name: "<North>", customers: 2)]
                },
                TokenFeature.feature(tokens),
                KeysFeature.feature(keys) { _ in
                    [PortfolioGroup(id: 1, name: "<North>", customers: 2)]
                },
                behind,
            ],
            logger: logger, now: { now })
    }

    /// What needs a login: a page and an answer for programs, which say who asks.
    private static let behind = WebFeature { routes, environment in
        for path in ["/page", "/api/v1/page"] {
            routes.get(path) { request, context in
                let scope = try await environment.tenants.scope(of: request, context)
                let token = context.visitor?.csrfToken ?? ""
                return .html("\(scope.actor)|\(scope.permissions.count)|\(token)")
            }
        }
        routes.post("/change") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.postReceivables)
            return .html("changed")
        }
    }

    // MARK: - Asking

    func get(
        _ path: String, cookie: String? = nil, bearer: String? = nil
    ) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: Self.headers(cookie, bearer))
    }

    func postText(
        _ path: String, _ body: String, type: String, bearer: String? = nil
    ) async throws -> TestResponse {
        var headers = Self.headers(nil, bearer)
        headers[.accept] = "application/json"
        headers[.contentType] = type
        return try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    func postJSON(_ path: String, _ fields: [String: String]) async throws -> TestResponse {
        let body = try JSONSerialization.data(withJSONObject: fields)
        return try await postText(
            path, String(decoding: body, as: UTF8.self), type: "application/json")
    }

    func post(
        _ path: String, _ fields: [String: String] = [:], cookie: String? = nil,
        headers extra: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = Self.headers(cookie)
        headers[.contentType] = "application/x-www-form-urlencoded"
        for field in extra { headers[field.name] = field.value }
        let body = fields.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        return try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    func logIn(
        _ password: String = Site.password, cookie: String? = nil, next: String = ""
    ) async throws -> TestResponse {
        try await post(
            "/login\(next)", ["email": Self.email, "password": password], cookie: cookie)
    }

    private static func headers(_ cookie: String?, _ bearer: String? = nil) -> HTTPFields {
        var headers: HTTPFields = [.accept: "text/html"]
        if let bearer {
            headers[.accept] = "application/json"
            headers[.authorization] = "Bearer \(bearer)"
        }
        if let cookie { headers[.cookie] = "\(cookieName)=\(cookie)" }
        return headers
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The whole `Set-Cookie` of the session; nil where it is left alone.
    var sessionCookie: String? {
        headers[values: .setCookie].first { $0.hasPrefix("\(Site.cookieName)=") }
    }

    /// The session's token; empty when the browser is told to forget it.
    var session: String? {
        sessionCookie.map { String($0.dropFirst(Site.cookieName.count + 1).prefix { $0 != ";" }) }
    }
}
