import BooksTestSupport
import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import PostgresClient
import Receivables
import ReceivablesWeb
import Tenancy
import WebSupport

/// The import pages over real books, with two tenants and as many people as are named.
struct ImportServer: Sendable {
    static let token = "token-of-everybody"
    private static let person = HTTPField.Name("X-Test-Person") ?? .userAgent
    private static let tenant = HTTPField.Name("X-Tenant") ?? .userAgent

    let books: Books
    let client: any TestClientProtocol
    let queue: ImportQueue
    let folder: UploadFolder

    private static let userID: Int64 = 1

    /// - Parameter permissions: of everybody, in both tenants.
    static func use(
        permissions: Set<Permission> = Set(Permission.allCases),
        _ test: @escaping @Sendable (ImportServer) async throws -> Void
    ) async throws {
        var path = Array("/tmp/countinghouse-uploads-XXXXXX".utf8CString)
        guard mkdtemp(&path) != nil else { throw PostgresError.unreadableFile }
        let bytes = path.dropLast().map { UInt8(bitPattern: $0) }
        let place = String(decoding: bytes, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = UploadFolder(dataDirectory: place)
        try await Books.use(connections: 6) { books in
            // Whoever imports is held until it is stored.
            try await books.installation.owner.execute(
                """
                WITH ann AS (
                    INSERT INTO public.users (id, email, name) OVERRIDING SYSTEM VALUE
                    VALUES (\(userID), 'ann@example.com', 'Ann') RETURNING id
                )
                INSERT INTO public.memberships (user_id, tenant_id, role)
                SELECT id, \(books.tenant.id), 'accountant' FROM ann
                """)
            _ = try await books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin")))
            try await serve(books, folder, permissions, test)
        }
    }

    private static func serve(
        _ books: Books, _ folder: UploadFolder, _ permissions: Set<Permission>,
        _ test: @escaping @Sendable (ImportServer) async throws -> Void
    ) async throws {
        let uploads = ImportUploadService(database: books.database, folder: folder)
        let undoing = ImportUndoService(database: books.database)
        let queue = ImportQueue(
            imports: ImportService(database: books.database), uploads: uploads, undoing: undoing)
        let desk = ImportDesk(
            uploads: uploads,
            previews: ImportPreviewService(database: books.database, uploads: uploads),
            queue: queue, history: ImportHistoryService(database: books.database),
            undoing: undoing)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let directory = books.installation.directory
        let names = try await directory.all().map(\.name)
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0),
            tenants: TenantResolver(
                lookup: { try await directory.find($0) }, all: { try await directory.all() }),
            authenticator: Authenticator { request in
                let email = request.headers[person] ?? "ann@example.com"
                return Visitor(
                    actor: .person(id: userID, email: email), name: email, csrfToken: token,
                    memberships: Dictionary(
                        uniqueKeysWithValues: names.map {
                            ($0, Grant(permissions: permissions, portfolio: nil))
                        }))
            },
            health: HealthCheck {}, features: [ImportFeature.feature(desk)], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await queue.run() }
            group.addTask {
                try await server.test(.router) { client in
                    try await test(
                        ImportServer(books: books, client: client, queue: queue, folder: folder))
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    // MARK: Requests

    func get(
        _ path: String, as email: String = "ann@example.com", of tenant: String = "acme"
    ) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .get, headers: headers(email, tenant, type: nil))
    }

    func post(_ path: String, as email: String = "ann@example.com") async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .post,
            headers: headers(email, "acme", type: "application/x-www-form-urlencoded"),
            body: ByteBuffer(string: "csrf_token=\(Self.token)"))
    }

    /// Sends a form as a browser sends one with files.
    func form(
        _ path: String, _ fields: [(String, String)], file: (name: String, bytes: [UInt8])? = nil,
        token: String? = ImportServer.token, tenant: String = "acme"
    ) async throws -> TestResponse {
        var body = MultipartBody()
        if let token { body.field("csrf_token", token) }
        for (name, value) in fields { body.field(name, value) }
        if let file { body.file("file", file.name, file.bytes) }
        return try await client.execute(
            uri: path, method: .post,
            headers: headers(
                "ann@example.com", tenant,
                type: "multipart/form-data; boundary=\(MultipartBody.boundary)"),
            body: ByteBuffer(bytes: body.ended))
    }

    /// Sends a file; returns the address of its page.
    func send(
        _ text: String, named name: String = "list.csv", tenant: String = "acme"
    ) async throws -> String {
        try await send(bytes: Array(text.utf8), named: name, tenant: tenant)
    }

    func send(
        bytes: [UInt8], named name: String, tenant: String = "acme"
    ) async throws -> String {
        let answer = try await form("/import/", [], file: (name, bytes), tenant: tenant)
        guard answer.status == .seeOther, let path = answer.headers[.location] else {
            throw ImportServerError(answer)
        }
        return path
    }

    /// Imports the file of a page; returns the page that it ends at.
    func start(_ path: String, _ fields: [(String, String)] = []) async throws -> TestResponse {
        let answer = try await form(path, fields + [("action", "import")])
        guard answer.status == .seeOther else { throw ImportServerError(answer) }
        if let token = ImportUploadToken(String(path.dropFirst("/import/file/".count).dropLast())),
            let job = await queue.job(books.scope, token)
        {
            await job.finished()
        }
        return try await page(path)
    }

    /// A page, or the one that it leads to.
    func page(_ path: String) async throws -> TestResponse {
        let answer = try await get(path)
        guard let next = answer.headers[.location] else { return answer }
        return try await get(next)
    }

    private func headers(_ email: String, _ tenant: String, type: String?) -> HTTPFields {
        var headers: HTTPFields = [.accept: "text/html", .init("Host") ?? .userAgent: "localhost"]
        headers[Self.person] = email
        headers[Self.tenant] = tenant
        headers[.contentType] = type
        return headers
    }
}

/// An answer that a test did not expect.
struct ImportServerError: Error, CustomStringConvertible {
    let description: String

    init(_ answer: TestResponse) {
        description = "\(answer.status): \(answer.text.prefix(2_000))"
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// What a figure of the page says.
    func figure(_ label: String) -> String? {
        guard let start = text.firstRange(of: "<dt>\(label)</dt><dd>") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "<" })
    }
}
