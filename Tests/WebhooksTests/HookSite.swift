import BooksTestSupport
import Foundation
import Identity
import Jobs
import Kernel
import Logging
import Outbound
import PeerTestSupport
import PostgresClient
import Receivables
import Tenancy
import Testing
import Webhooks

/// Books with somebody who wants to be told of what happens in them.
struct HookSite: Sendable {
    /// What was sent, taken apart.
    struct Message {
        let id: String
        let type: String
        let tenant: String
        let sequence: Int
        let object: [String: String]
        let data: [String: Any]

        init(_ body: [UInt8]) throws {
            let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
            let all = try #require(json)
            id = try #require(all["id"] as? String)
            type = try #require(all["type"] as? String)
            tenant = try #require(all["tenant"] as? String)
            sequence = try #require(all["sequence"] as? Int)
            object = try #require(all["object"] as? [String: String])
            data = try #require(all["data"] as? [String: Any])
        }

        var document: [String: Any] { data["document"] as? [String: Any] ?? [:] }

        /// An amount such as `12.50 EUR`.
        func money(_ name: String, in object: [String: Any]? = nil) -> String {
            let value = (object ?? document)[name] as? [String: String] ?? [:]
            return "\(value["amount"] ?? "?") \(value["currency"] ?? "?")"
        }
    }

    let books: Books
    let receiver: HTTPReceiver
    let box: SecretBox
    let webhooks: WebhookService

    static func use(
        _ answer: @escaping @Sendable (HTTPReceiver.Request) -> HTTPReceiver.Answer = { _ in
            .status(200)
        }, _ body: (HookSite) async throws -> Void
    ) async throws {
        try await HTTPReceiver.use(answer) { receiver in
            try await Books.use { books in
                let box = SecretBox(.setting(SecretKeyring()))
                try await body(
                    HookSite(
                        books: books, receiver: receiver, box: box,
                        webhooks: WebhookService(
                            database: books.database, box: box,
                            guard: OutboundGuard(allowsLoopback: true))))
            }
        }
    }

    /// Adds an endpoint at the receiver.
    @discardableResult
    func subscribe(
        _ types: [WebhookEventType] = WebhookEventType.allCases, path: String = "/hook",
        as scope: Scope? = nil
    ) async throws -> (id: ID<WebhookEndpoint>, secret: WebhookSecret) {
        try await webhooks.create(
            scope ?? books.scope,
            WebhookDraft(url: receiver.url(path), description: "test", types: types))
    }

    func sender(
        _ name: String = "one", limit: Duration = .seconds(10),
        guard limits: OutboundGuard = OutboundGuard(allowsLoopback: true),
        mail: MailQueue? = nil
    ) -> WebhookSender {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return WebhookSender(
            database: books.database, directory: TenantDirectory(pool: books.pool), box: box,
            guard: limits, server: name, logger: logger, mail: mail,
            timeLimit: limit)
    }

    /// What arrived so far.
    func messages() throws -> [Message] { try receiver.requests.map { try Message($0.body) } }

    /// Every type that arrived, in that order.
    func types() throws -> [String] { try messages().map(\.type) }

    /// Lets time pass for what waits and for what fails.
    func pass(_ interval: String) async throws {
        _ = try await books.database.write(
            books.scope,
            [
                """
                UPDATE webhook_delivery SET next_at = next_at - \(interval)::text::interval,
                    created_at = created_at - \(interval)::text::interval
                """
            ])
        try await books.installation.owner.execute(
            """
            UPDATE public.webhook_endpoints SET retry_at = '-infinity',
                failing_since = failing_since - \(interval)::text::interval,
                old_secret_until = old_secret_until - \(interval)::text::interval
            """)
    }

    func deliveries(_ id: ID<WebhookEndpoint>) async throws -> [WebhookDelivery] {
        try await webhooks.deliveries(books.scope, of: id, limit: 200).deliveries.reversed()
    }

    func count(_ query: Query) async throws -> Int64 {
        try await books.database.read(books.scope, query).single().int64(0)
    }

    func records(_ action: String) async throws -> Int64 {
        try await books.pool.query(
            "SELECT count(*) FROM public.audit_events WHERE action = \(action)"
        ).single().int64(0)
    }
}
