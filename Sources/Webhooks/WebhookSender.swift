package import Identity
import Kernel
package import Logging
package import Outbound
import PostgresClient
package import Tenancy

/// Sends events to the endpoints that want them. Any number of servers may do so at once: each
/// delivery is taken by one, and by another when that one is not heard of any more.
package struct WebhookSender: Sendable {
    /// How much is sent to one endpoint at once, by one server.
    static let perEndpoint = 8
    /// How much one server sends at once.
    package static let concurrency = 32
    private static let pause: Duration = .milliseconds(500)
    /// How long an answer may take.
    package static let answerLimit: Duration = .seconds(10)

    let database: TenantDatabase
    let directory: TenantDirectory
    let box: SecretBox
    let client: OutboundClient
    /// A name that no other process has.
    let server: String
    let logger: Logger
    /// With which a company's administrators are told; nil where nobody is.
    let mail: MailQueue?

    package init(
        database: TenantDatabase, directory: TenantDirectory, box: SecretBox,
        guard limits: OutboundGuard, server: String, logger: Logger, mail: MailQueue? = nil,
        timeLimit: Duration = Self.answerLimit
    ) {
        self.database = database
        self.directory = directory
        self.box = box
        self.server = server
        self.logger = logger
        self.mail = mail
        client = OutboundClient(
            guard: limits, timeLimit: timeLimit, bytesMax: WebhookResult.excerptBytesMax)
    }

    /// Until its task is cancelled; what is being sent then is brought to its end.
    ///
    /// - Parameter onRound: told after each round with the error that ended it, if any.
    package func run(onRound: @Sendable ((any Error)?) async -> Void = { _ in }) async {
        let (wakes, wake) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let ticking = Task {
            while !Task.isCancelled {
                wake.yield()
                do { try await Task.sleep(for: Self.pause) } catch { break }
            }
            wake.finish()
        }
        let load = WebhookLoad()
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for await _ in wakes {
                    do {
                        for (target, delivery) in try await due(load) {
                            load.begin(target.endpoint.id)
                            // Not ended with the server: nobody would know whether it arrived.
                            let sending = Task.detached { await send(delivery, to: target) }
                            group.addTask {
                                await sending.value
                                load.end(target.endpoint.id)
                                wake.yield()
                            }
                        }
                        await onRound(nil)
                    } catch {
                        // The database being away is the cluster keeper's to report and to mend.
                        logger.debug("A round of webhooks failed", metadata: ["error": "\(error)"])
                        await onRound(error)
                    }
                }
            }
        } onCancel: {
            ticking.cancel()
        }
    }

    /// Sends all that is due, until nothing is any more: for tests.
    ///
    /// - Returns: how many attempts that took.
    @discardableResult
    package func drain() async throws -> Int {
        var count = 0
        while true {
            let found = try await due(WebhookLoad())
            if found.isEmpty { return count }
            count += found.count
            await withDiscardingTaskGroup { group in
                for (target, delivery) in found {
                    group.addTask { await send(delivery, to: target) }
                }
            }
        }
    }

    /// Takes what is due, as far as there is room.
    private func due(
        _ load: WebhookLoad
    ) async throws -> [(target: WebhookTarget, delivery: WebhookDelivery)] {
        var found: [(target: WebhookTarget, delivery: WebhookDelivery)] = []
        for (tenant, targets) in try await targets() {
            var wanted: [(endpoint: Int64, count: Int)] = []
            var room = Self.concurrency - load.count - found.count
            for target in targets {
                let isFailing = target.endpoint.failures >= WebhookPatience.failuresMax
                let free = min(
                    room, (isFailing ? 1 : Self.perEndpoint) - load.count(of: target.endpoint.id))
                guard free > 0 else { continue }
                room -= free
                wanted.append((target.endpoint.id.rawValue, free))
            }
            guard !wanted.isEmpty else { continue }
            let scope = Scope.unrestricted(tenant, actor: .system)
            let claim = WebhookStorage.claim(wanted, by: server)
            for row in try await database.writeAside(scope, [claim])[0] {
                let delivery = try WebhookStorage.delivery(row)
                if let target = targets.first(where: { $0.endpoint.id == delivery.endpoint }) {
                    found.append((target, delivery))
                }
            }
        }
        return found
    }

    /// The endpoints that are not paused nor left alone for a while, in another order each time.
    private func targets() async throws -> [(tenant: Tenant, targets: [WebhookTarget])] {
        let rows = try await database.pool.query(
            """
            SELECT \(fragment: WebhookEndpoint.columns), secret,
                CASE WHEN old_secret_until > now() THEN old_secret END
            FROM public.webhook_endpoints
            WHERE state = 'active' AND secret IS NOT NULL AND retry_at <= now()
            """)
        guard !rows.isEmpty else { return [] }
        let tenants = try await directory.all().filter { $0.status == .active }
        var found: [ID<Tenant>: [WebhookTarget]] = [:]
        for row in rows {
            let endpoint = try WebhookEndpoint(row: row)
            guard let tenant = tenants.first(where: { $0.id == endpoint.tenant }) else { continue }
            do {
                var secrets = [try secret(row, 12, of: .webhookSecret, endpoint)]
                if !row.isNull(13) {
                    secrets.append(try secret(row, 13, of: .oldWebhookSecret, endpoint))
                }
                found[tenant.id, default: []].append(
                    WebhookTarget(endpoint: endpoint, tenant: tenant, secrets: secrets))
            } catch {
                logger.error(
                    "The secret of a webhook cannot be read",
                    metadata: ["webhook.id": "\(endpoint.id)", "error": "\(error)"])
            }
        }
        return tenants.shuffled().compactMap { tenant in
            found[tenant.id].map { (tenant, $0.shuffled()) }
        }
    }

    private func secret(
        _ row: Row, _ column: Int, of kind: SecretColumn, _ endpoint: WebhookEndpoint
    ) throws -> WebhookSecret {
        let sealed = try row.decode(column, as: [UInt8].self)
        let plain = try box.open(sealed, of: kind, row: endpoint.id.rawValue)
        return WebhookSecret(text: String(decoding: plain, as: UTF8.self))
    }
}
