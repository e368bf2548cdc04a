import BooksTestSupport
import Foundation
import Identity
import Kernel
import Mail
import Outbound
import PeerTestSupport
import PostgresClient
import Tenancy

/// A tenant whose people log in at a provider that misbehaves as asked.
struct SignOnStory: Sendable {
    static let email = "ada@example.com"
    static let secret = "a:secret & more"  // not a secret

    let postbox: Postbox
    let service: SignOnService
    let login: SignOnLogin
    let identities: SignOnIdentities
    private let peer: Peer
    private let port: Int

    static func use(
        _ mode: String = "good", role: Role? = .viewer, domain: String? = "example.com",
        _ body: (SignOnStory) async throws -> Void
    ) async throws {
        try await Postbox.use { postbox in
            let story = try await SignOnStory(postbox)
            try await story.set(mode, role: role)
            if let domain {
                try await story.service.verify(
                    domain, of: postbox.people.books.tenant, at: People.start)
            }
            try await body(story)
        }
    }

    init(_ postbox: Postbox) async throws {
        self.postbox = postbox
        peer = try Peer(script: "provider.py")
        port = try await peer.next()["port"] as? Int ?? 0
        let books = postbox.people.books
        let directory = ProviderDirectory(
            guard: OutboundGuard(allowsLoopback: true), timeLimit: .seconds(3))
        service = SignOnService(
            pool: books.pool, owner: books.installation.owner, box: postbox.queue.box,
            directory: directory)
        login = SignOnLogin(
            pool: books.pool, owner: books.installation.owner, sessions: postbox.people.sessions,
            settings: service, directory: directory, mail: postbox.queue)
        identities = SignOnIdentities(
            pool: books.pool, owner: books.installation.owner, sessions: postbox.people.sessions,
            mail: postbox.queue)
    }

    var scope: Scope { .unrestricted(postbox.people.books.tenant, actor: .commandLine) }

    func issuer(_ mode: String) -> String { "http://127.0.0.1:\(port)/\(mode)" }

    func set(_ mode: String, role: Role? = .viewer) async throws {
        try await service.set(
            scope,
            SignOnDraft(
                issuer: issuer(mode), clientID: "us", secret: Self.secret, defaultRole: role),
            at: People.start)
    }

    func begin(
        _ email: String = email, connecting user: ID<User>? = nil, at now: Instant = People.start
    ) async throws -> SignOnStart {
        try await login.begin(email: email, next: "/ar/", connecting: user, at: now)
    }

    /// What the provider sends the browser back with.
    ///
    /// - Parameter how: what the token is to be like.
    func brought(
        _ start: SignOnStart, _ how: [String: Any] = [:], issuer: String? = nil,
        browser: SecretToken? = nil, visitor: Actor? = nil, previous: SecretToken? = nil,
        at now: Instant = People.start
    ) throws -> SignOnReturn {
        let items = URLComponents(string: start.url)?.queryItems ?? []
        let given = Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
        var code: [String: Any] = [
            "nonce": given["nonce"] ?? "", "challenge": given["code_challenge"] ?? "",
            "secret": Self.secret, "now": now.unixSeconds,
        ]
        for (name, value) in how { code[name] = value }
        let text = try JSONSerialization.data(withJSONObject: code).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
        return SignOnReturn(
            state: given["state"] ?? "", code: text, issuer: issuer,
            browser: browser ?? start.browser, visitor: visitor,
            origin: Origin(address: People.address), previous: previous)
    }

    /// Goes all the way; the session's person.
    @discardableResult
    func logIn(
        _ how: [String: Any] = [:], email: String = email, at now: Instant = People.start
    ) async throws -> LoginSession? {
        let start = try await begin(email, at: now)
        guard
            case .loggedIn(let token, _) = try await login.finish(
                brought(start, how, at: now), at: now)
        else { return nil }
        return try await postbox.people.sessions.find(token, at: now)
    }

    /// The code of the error that a call throws.
    static func refusal(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as SignOnError {
            if case .tokenRefused(let fault) = error { return fault.rawValue }
            return error.code
        } catch { return (error as? any DomainError)?.code ?? "\(error)" }
    }

    /// Which addresses the provider was asked for.
    func seen() async throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(try await ask("seen")))
    }

    /// Has the provider sign with another key from now on.
    func rotate() async throws { _ = try await ask("rotate") }

    private func ask(_ path: String) async throws -> [UInt8] {
        try await OutboundClient(guard: OutboundGuard(allowsLoopback: true))
            .get("http://127.0.0.1:\(port)/\(path)").body
    }
}
