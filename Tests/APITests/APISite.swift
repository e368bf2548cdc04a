import App
import AppTestSupport
import BooksTestSupport
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Kernel
import Logging
import Receivables
import Tenancy
import WebSupport

/// The program over a database with two tenants, and programs that send it requests.
struct APISite: Sendable {
    static let password = "a long enough password"

    let client: any TestClientProtocol
    let parts: ServerParts
    /// Ours, for what no request does.
    let books: Books
    /// Every right in our tenant.
    let scope: Scope
    /// What a program of ours sends that may do all, and one of another tenant.
    let key: String
    let foreignKey: String

    static func use(_ body: @escaping @Sendable (APISite) async throws -> Void) async throws {
        try await OpenedProgram.use { program in
            try await program.run { [books = program.books] in try await serve($0, books, body) }
        }
    }

    private static func serve(
        _ parts: ServerParts, _ books: Books,
        _ body: @escaping @Sendable (APISite) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0), tenants: parts.tenants,
            authenticator: parts.authenticator, health: parts.health, features: parts.features,
            cache: parts.cache, logger: logger)
        let ours = try await parts.services.directory.resolve(Books.tenantName)
        let other = try await parts.services.tenants.create(
            TenantSettings(
                name: TenantName("other"), currency: Books.base,
                timeZone: TimeZoneName("Europe/Berlin")))
        let (key, foreignKey) = (try await key(parts, ours), try await Self.key(parts, other))
        try await server.test(.router) { client in
            try await body(
                APISite(
                    client: client, parts: parts, books: books,
                    scope: .unrestricted(ours, actor: .system),
                    key: key, foreignKey: foreignKey))
        }
    }

    private static func key(_ parts: ServerParts, _ tenant: Tenant) async throws -> String {
        let maker = Scope.unrestricted(tenant, actor: .commandLine)
        return try await parts.services.keys.create(
            maker, name: "program", permissions: KeyService.scopes(of: maker), days: 1, at: .now()
        ).secret.text
    }

    /// What somebody sends who is limited to a group of our customers.
    func limited(to group: Int64) async throws -> String {
        try await person(.collector) { user in
            try await parts.services.members.limit(
                .unrestricted(scope.tenant, actor: .commandLine), user,
                to: Portfolio(groups: [group]))
        }
    }

    /// What somebody of a role in our tenant sends, who logged in just now.
    func person(
        _ role: Role, _ prepare: (ID<User>) async throws -> Void = { _ in }
    ) async throws -> String {
        let email = "\(UUID().uuidString.lowercased())@example.com"
        let user = try await parts.services.users.grant(
            EmailAddress(email), name: nil, role: role, in: scope.tenant,
            password: Self.password, at: .now())
        try await prepare(user.user.id)
        let answer = try await send(
            .post, "/api/v1/auth/login/",
            "{\"email\": \"\(email)\", \"password\": \"\(Self.password)\"}", as: "")
        return answer["access"]?.text ?? ""
    }

    /// - Parameters:
    ///   - once: the request's own key.
    ///   - bearer: who sends it; nil for our program.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, once: String? = nil,
        match: String? = nil, type: String = "application/json", coding: String? = nil,
        as bearer: String? = nil
    ) async throws -> APIResponse {
        var headers: HTTPFields = [.accept: "application/json"]
        let bearer = bearer ?? key
        if !bearer.isEmpty { headers[.authorization] = "Bearer \(bearer)" }
        if body != nil { headers[.contentType] = type }
        if let coding { headers[.contentEncoding] = coding }
        if let once, let name = HTTPField.Name("Idempotency-Key") { headers[name] = once }
        if let match { headers[.ifMatch] = match }
        let response = try await client.execute(
            uri: path, method: method, headers: headers,
            body: ByteBuffer(string: body ?? ""))
        return APIResponse(response)
    }

    func get(_ path: String, as bearer: String? = nil) async throws -> APIResponse {
        try await send(.get, path, as: bearer)
    }

    func post(_ path: String, _ body: String) async throws -> APIResponse {
        try await send(.post, path, body)
    }

    func patch(
        _ path: String, _ body: String, match: String? = nil
    ) async throws -> APIResponse {
        try await send(.patch, path, body, match: match)
    }

    /// A customer of ours; returns its id.
    func customer(_ code: String, _ more: String = "") async throws -> String {
        let made = try await post(
            "/api/v1/customers/", "{\"code\": \"\(code)\", \"name\": \"\(code) Ltd\"\(more)}")
        return made.id
    }

    /// A document of ours in US dollars; returns its id.
    func document(
        _ kind: String, _ customer: String, _ number: String, _ amount: String,
        date: String = "2026-03-01"
    ) async throws -> String {
        let made = try await post(
            "/api/v1/\(kind)/",
            """
            {"customer_id": "\(customer)", "number": "\(number)", "date": "\(date)",
             "amount": \(Self.money(amount))}
            """)
        return made.id
    }

    static func money(_ amount: String, _ currency: String = "USD") -> String {
        "{\"amount\": \"\(amount)\", \"currency\": \"\(currency)\"}"
    }

    /// As part of an address, every byte of it.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let hex = String(byte, radix: 16)
            return "%" + (hex.count < 2 ? "0" : "") + hex
        }.joined()
    }
}
