import Identity
package import Logging
import ServiceLifecycle
package import WebSupport

/// The running server: HTTP, the rollups' worker and the keeper of the program's own cluster,
/// ended together and in order when it is told to stop.
package struct Server: Sendable {
    /// Requests that are running when the server is told to stop have this long; the contract
    /// with whoever started it is 30 seconds in all.
    static let gracePeriod: Duration = .seconds(20)

    let configuration: Configuration
    let database: Database
    let services: Services
    let hasDemo: Bool
    let logger: Logger

    /// - Parameter hasDemo: whether to keep the demonstration company up to date.
    package init(
        configuration: Configuration, database: Database, hasDemo: Bool, logger: Logger
    ) {
        self.configuration = configuration
        self.database = database
        self.services = Services(database)
        self.hasDemo = hasDemo
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameter onRunning: called with the address as soon as the server answers.
    package func run(
        on address: ListeningAddress, onRunning: @escaping @Sendable (ListeningAddress) -> Void
    ) async throws {
        let parts = try await ServerParts(
            configuration: configuration, database: database, services: services, logger: logger)
        let application = try WebServer.build(
            address: address, tenants: parts.tenants, authenticator: parts.authenticator,
            health: parts.health, features: parts.features, edge: parts.edge,
            limiter: parts.limiter, cache: parts.cache, logger: logger,
            onRunning: { [configuration, mail = database.mail] address in
                mail.address.set(configuration.linkBase(listeningOn: "\(address)"))
                onRunning(address)
            })
        let reporter = parts.background.reporter
        var services: [any Service] = [
            RollupWorker(services: self.services, reporter: reporter, logger: logger),
            parts.importing.worker,
            MailWorker(
                resets: self.services.resets,
                delivery: MailDelivery(
                    pool: database.pool, queue: database.mail,
                    send: configuration.mailTransport(logger)),
                reporter: reporter, logger: logger),
            TenantKeeper(services: self.services, reporter: reporter, logger: logger),
            AuditWorker(
                sealer: try AuditKeeping(configuration, database).sealer, reporter: reporter,
                logger: logger),
            WebhookWorker(sender: parts.background.sender(logger), reporter: reporter),
            JobWorker(runner: parts.background.runner(logger)),
            ScheduleWorker(scheduler: parts.background.scheduler(logger)),
        ]
        if let cluster = database.cluster {
            services.append(ClusterKeeper(cluster: cluster, reporter: reporter, logger: logger))
        }
        if hasDemo {
            services.append(
                DemoKeeper(setup: DemoSetup(database), reporter: reporter, logger: logger))
        }
        services.append(application)
        // The last one is the first to stop: whoever waits for an export is told.
        services.append(ExportKeeper(store: parts.exports, reporter: reporter))
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.gracePeriod
        try await ServiceGroup(configuration: group).run()
    }
}
