import App
import BooksTestSupport
import Foundation
import Kernel
import PeerTestSupport
import PostgresClient
import Receivables
import Tenancy
import Testing
import Webhooks

@Suite(.serialized)
struct `Killing the server while it sends webhooks` {
    /// What the body of a webhook says of itself.
    private struct Event {
        let id: String
        let object: String
        let sequence: Int

        init(_ body: [UInt8]) throws {
            let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
            id = try #require(json?["id"] as? String)
            object = try #require((json?["object"] as? [String: String])?["id"])
            sequence = try #require(json?["sequence"] as? Int)
        }
    }

    @Test func `loses none and keeps the order of each document`() async throws {
        var random = SeededRandom()
        print("COUNTINGHOUSE_TEST_SEED=\(random.seed)")
        let kills = TestLength.isLong ? 40 : 5
        try await HTTPReceiver.use { receiver in
            try await DurabilityPlace.use(variables: ["COUNTINGHOUSE_OUTBOUND_LOOPBACK=on"]) {
                place in
                try await place.run("tenant", "create", "acme")
                let database = try await Database.open(try place.configuration())
                do {
                    let books = try await Posting(database, url: receiver.url())
                    for _ in 0..<kills {
                        let server = try await place.serve()
                        try await books.post(8)
                        // The moment of the crash is what is being tried.
                        try await Task.sleep(for: .milliseconds(random.int(0...900)))
                        try await server.program.killAtOnce()
                        try await books.outliveLeases()
                    }
                    let server = try await place.serve()
                    let isDone = try await Patience.until(.seconds(120)) {
                        try await books.left() == 0
                    }
                    #expect(isDone)
                    server.program.send(SIGTERM)
                    #expect(try await server.program.end().isSuccess)
                    let written = try await books.written()
                    #expect(written.count == kills * 16)
                    let arrived = try receiver.requests.map { try Event($0.body) }
                    #expect(Set(arrived.map(\.id)) == Set(written))
                    for (object, events) in Dictionary(grouping: arrived, by: \.object) {
                        // Once or more often each, but never an older one after a newer.
                        let order = events.map(\.sequence)
                        #expect(order == order.sorted(), "\(object): \(order)")
                    }
                } catch {
                    try? await database.close()
                    throw error
                }
                try await database.close()
            }
        }
    }

    /// Books that grow, and what is to be told of them.
    private struct Posting {
        let services: Services
        let scope: Scope
        let database: TenantDatabase
        let customer: CustomerID

        init(_ opened: Database, url: String) async throws {
            services = Services(opened)
            database = TenantDatabase(pool: opened.pool)
            scope = .unrestricted(try await services.directory.resolve(nil), actor: .system)
            customer = try #require(
                try await services.customers.create(scope, [CustomerDraft(code: "A", name: "A")])
                    .first)
            _ = try await services.webhooks.create(
                scope,
                WebhookDraft(
                    url: url, description: "", types: [.invoiceCreated, .invoiceVoided]))
        }

        /// Posts invoices and voids them: two events each.
        func post(_ count: Int) async throws {
            for _ in 0..<count {
                let draft = DocumentDraft(
                    kind: .invoice, customer: customer, number: UUID().uuidString,
                    date: "2026-01-10", amount: "10.00 USD")
                let ids = try await services.posting.post(scope, [draft])
                _ = try await services.posting.void(scope, ids)
            }
        }

        /// Time passes until nobody believes that the killed server lives.
        func outliveLeases() async throws {
            _ = try await database.write(
                scope,
                ["UPDATE webhook_delivery SET next_at = now() WHERE state = 'sending'"])
        }

        func left() async throws -> Int64 {
            try await database.read(
                scope, "SELECT count(*) FROM webhook_delivery WHERE state <> 'delivered'"
            ).single().int64(0)
        }

        func written() async throws -> [String] {
            try await database.read(scope, "SELECT id::text FROM webhook_event").map {
                try $0.string(0)
            }
        }
    }
}
