package import Identity
import Jobs
import Kernel
import Ledger
import Outbound
package import PostgresClient
import Receivables
package import Tenancy
import Webhooks

/// The open database of an installation: the program's own cluster, or the server that
/// `DATABASE_URL` names.
package final class Database: Sendable {
    /// The role and database names of the program's own cluster, which holds one installation.
    private static let ownerName = "ch_owner"
    private static let applicationName = "ch_app"
    private static let databaseName = "countinghouse"
    /// How long the program's own server may take to recover from a crash.
    private static let recoveryMax: Duration = .seconds(120)
    private static let recoveryPause: Duration = .milliseconds(100)

    /// Connections for requests, as the application's login.
    package let pool: PostgresPool
    /// Connections for reports, to a replica; nil without one.
    package let replica: PostgresPool?
    /// One connection that tells what data is at: nobody waits for that behind a long report.
    let watch: PostgresPool
    /// Connections as the owner of the schemas, few and short.
    package let owner: PostgresPool
    package let installation: Installation
    /// What opens its encrypted values.
    package let secrets: SecretBox
    /// Where mails are written down to be sent.
    package let mail: MailQueue
    /// Whom people log in with besides us.
    let providers: ProviderDirectory
    /// Where webhooks may go.
    let webhookGuard: OutboundGuard
    /// Where files wait that people sent.
    let uploads: UploadFolder
    package let cluster: EmbeddedCluster?

    private init(
        pool: PostgresPool, replica: PostgresPool?, watch: PostgresPool, owner: PostgresPool,
        installation: Installation, secrets: SecretBox, mail: MailQueue,
        providers: ProviderDirectory, webhookGuard: OutboundGuard, uploads: UploadFolder,
        cluster: EmbeddedCluster?
    ) {
        self.pool = pool
        self.replica = replica
        self.watch = watch
        self.owner = owner
        self.installation = installation
        self.secrets = secrets
        self.mail = mail
        self.providers = providers
        self.webhookGuard = webhookGuard
        self.uploads = uploads
        self.cluster = cluster
    }

    /// Opens the database and brings its shared tables up to date. Close it in any case.
    ///
    /// - Throws: `EmbeddedError`, `PostgresError`, `MigrationError`.
    package static func open(_ configuration: Configuration) async throws -> Database {
        if let url = configuration.databaseURL {
            return try await connect(url, configuration)
        }
        let cluster = try await EmbeddedCluster.attach(
            EmbeddedConfiguration(
                dataDirectory: configuration.dataDirectory,
                programDirectory: configuration.postgresPrograms,
                searchPath: configuration.searchPath,
                runtimeDirectory: configuration.runtimeDirectory,
                roles: EmbeddedRoles(peers: [
                    try Identifier(ownerName), try Identifier(applicationName),
                ])))
        do {
            let owner = cluster.connectionString(database: databaseName, user: ownerName)
            let login = cluster.connectionString(database: databaseName, user: applicationName)
            let role = try Identifier(applicationName)
            return try await outlastingRecovery(of: cluster) {
                try await prepare(cluster)
                return try await assemble(
                    login: login, owner: owner, role: role, configuration, cluster: cluster)
            }
        } catch {
            try? await cluster.detach()
            throw error
        }
    }

    /// Runs the body again as long as the program's own server refuses connections: after the loss
    /// of one of its processes it runs, but recovers before it takes any. The body may run twice.
    private static func outlastingRecovery<R>(
        of cluster: EmbeddedCluster, _ body: () async throws -> R
    ) async throws -> R {
        let end = ContinuousClock.now + recoveryMax
        while true {
            do { return try await body() } catch let error as PostgresError {
                guard error.kind == .unavailable, ContinuousClock.now < end else { throw error }
            }
            _ = try await cluster.restartIfDown()
            try await Task.sleep(for: recoveryPause)
        }
    }

    private static func connect(
        _ url: String, _ configuration: Configuration
    ) async throws -> Database {
        let probe = try PostgresPool(PoolConfiguration(connectionString: url))
        let role: Identifier
        do {
            let name: String = try await probe.query("SELECT session_user::text").single().decode(0)
            role = try Identifier(name)
        } catch {
            await probe.shutdown()
            throw error
        }
        await probe.shutdown()
        return try await assemble(
            login: url, owner: configuration.databaseOwnerURL ?? url, role: role, configuration,
            cluster: nil)
    }

    private static func assemble(
        login: String, owner: String, role: Identifier, _ configuration: Configuration,
        cluster: EmbeddedCluster?
    ) async throws -> Database {
        let database = try make(
            login: login, owner: owner, role: role, configuration, cluster: cluster)
        do {
            _ = try await database.installation.migrateShared()
        } catch {
            await database.closePools()
            throw error
        }
        return database
    }

    /// One that is never asked anything, for what the program says of itself.
    static func unasked(_ configuration: Configuration) throws -> Database {
        try make(
            login: "", owner: "", role: try Identifier(applicationName), configuration,
            cluster: nil)
    }

    private static func make(
        login: String, owner: String, role: Identifier, _ configuration: Configuration,
        cluster: EmbeddedCluster?
    ) throws -> Database {
        var forRequests = PoolConfiguration(connectionString: login)
        forRequests.maxConnections = configuration.databasePoolSize
        forRequests.preparesStatements = configuration.databasePreparesStatements
        forRequests.listenConnectionString = configuration.databaseListenURL
        var forOwner = PoolConfiguration(connectionString: owner)
        forOwner.maxConnections = 2
        forOwner.preparesStatements = configuration.databasePreparesStatements
        forOwner.statementTimeout = .seconds(600)
        let pool = try PostgresPool(forRequests)
        let replica = try configuration.databaseReplicaURL.map { url in
            var forReports = forRequests
            forReports.connectionString = url
            return try PostgresPool(forReports)
        }
        var forWatching = forRequests
        forWatching.maxConnections = 1
        let ownerPool = try PostgresPool(forOwner)
        let secrets = SecretBox(configuration.secrets)
        return Database(
            pool: pool, replica: replica, watch: try PostgresPool(forWatching), owner: ownerPool,
            installation: Installation(
                owner: ownerPool, applicationRole: role,
                sharedMigrations: try JobsSchema.migrations() + IdentitySchema.migrations()
                    + WebhooksSchema.sharedMigrations(),
                tenantMigrations: try MigrationSet(
                    LedgerSchema.migrations() + WebhooksSchema.tenantMigrations()
                        + ReceivablesSchema.migrations()),
                seed: { ReceivablesSchema.seed($0) }),
            secrets: secrets, mail: try configuration.mailQueue(secrets),
            providers: ProviderDirectory(
                guard: OutboundGuard(allowsLoopback: configuration.outboundAllowsLoopback)),
            webhookGuard: OutboundGuard(
                allowsLoopback: configuration.outboundAllowsLoopback,
                allowsPlain: configuration.webhooksAllowPlain),
            uploads: UploadFolder(dataDirectory: configuration.dataDirectory), cluster: cluster)
    }

    /// Makes the roles and the database of the program's own cluster, once.
    private static func prepare(_ cluster: EmbeddedCluster) async throws {
        let admin = try PostgresPool(
            PoolConfiguration(
                connectionString: cluster.connectionString(database: "postgres", user: "postgres")))
        do {
            let owner = try Identifier(ownerName)
            let login = try Identifier(applicationName)
            let name = try Identifier(databaseName)
            let known: Query = """
                SELECT to_regrole(\(ownerName)) IS NOT NULL, to_regrole(\(applicationName)) IS NOT NULL,
                    EXISTS (SELECT FROM pg_database WHERE datname = \(databaseName))
                """
            try await admin.withConnection { connection in
                // Two processes may start at once: the second one waits and finds it all done.
                try connection.execute("SELECT pg_advisory_lock(4701)")
                let row = try connection.query(known).single()
                if !(try row.decode(0, as: Bool.self)) {
                    try connection.execute("CREATE ROLE \(identifier: owner) LOGIN CREATEROLE")
                }
                if !(try row.decode(1, as: Bool.self)) {
                    try connection.execute("CREATE ROLE \(identifier: login) LOGIN NOINHERIT")
                    // The owner answers for everybody which transactions are still writing.
                    try connection.execute(
                        "GRANT \(identifier: login) TO \(identifier: owner)")
                }
                if !(try row.decode(2, as: Bool.self)) {
                    try connection.execute(
                        "CREATE DATABASE \(identifier: name) OWNER \(identifier: owner)")
                }
                try connection.execute("SELECT pg_advisory_unlock(4701)")
            }
        } catch {
            await admin.shutdown()
            throw error
        }
        await admin.shutdown()
    }

    /// Closes the connections and leaves the cluster, which stops when nobody else uses it.
    package func close() async throws {
        await closePools()
        try await cluster?.detach()
    }

    private func closePools() async {
        await pool.shutdown()
        await replica?.shutdown()
        await watch.shutdown()
        await owner.shutdown()
    }
}
