import Formats
import Foundation
import Identity
import IdentityWeb
import Jobs
import JobsWeb
package import Logging
import PostgresClient
package import Receivables
import ReceivablesWeb
import Redis
import Tenancy
package import WebSupport
import WebhooksWeb

/// What the server answers with, over one database: for running it, and for tests that ask all
/// of it.
package struct ServerParts: Sendable {
    package let services: Services
    package let tenants: TenantResolver
    package let authenticator: Authenticator
    package let health: HealthCheck
    package let features: [WebFeature]
    package let exports: ExportStore
    package let edge: ServerEdge
    package let limiter: RequestLimiter
    package let cache: AnswerCache
    let importing: Importing
    let background: BackgroundWork

    package init(
        configuration: Configuration, database: Database, services: Services, logger: Logger
    ) async throws {
        let directory = services.directory
        let pool = database.pool
        let store = ExportStore(
            in: configuration.exportDirectory, logger: logger,
            customers: { [groups = services.groups] in try await groups.customers(seenBy: $0) })
        let recorder = services.recorder
        let exporter = Exporter(
            desk: ExportDesk(store: store), recorder: recorder
        ) { () throws(ExportError) in
            try configuration.findTypst()
        }
        let importing = Importing(services, dataDirectory: configuration.dataDirectory, logger)
        let exports = ReceivablesExports(services.exports, home: services.home)
        self.services = services
        self.importing = importing
        background = BackgroundWork(database, services)
        self.exports = store
        edge = try configuration.web.edge()
        let tokenKey = try TokenKey.load(in: configuration.dataDirectory)
        let redis = configuration.cache.redis.map { RedisClient($0, logger: logger) }
        let sharing = redis.map {
            RedisSharing($0, secret: tokenKey, version: ProductVersion.text)
        }
        limiter = RequestLimiter(edge.limits, shared: sharing?.allowances)
        cache = AnswerCache(
            configuration.cache.limits, versions: services.versions, shared: sharing?.answers)
        tenants = TenantResolver(
            lookup: { try await directory.find($0) }, all: { try await directory.all() },
            byDomain: { try await directory.find(domain: $0) },
            publicHost: edge.publicOrigin?.host, limiter: limiter)
        let tokens = TokenService(
            pool: pool, login: services.login, sessions: services.sessions,
            tokens: await AccessTokens(secret: tokenKey))
        authenticator = IdentityFeature.authenticator(
            services.sessions, tokens: tokens, keys: services.keys)
        health = HealthCheck(
            cache: { Self.cacheState(configuration.cache, redis) }, email: configuration.mailCheck
        ) {
            _ = try await pool.query("SELECT 1")
        }
        features = [
            IdentityFeature.feature(
                services.login, services.sessions, services.resets, services.proofs,
                services.secondFactors, services.members, services.signOnIdentities),
            SecurityFeature.feature(services.security),
            SignOnFeature.feature(services.signOnLogin, services.signOn),
            MembersFeature.feature(services.members, services.once) {
                try await services.portfolioGroups($0)
            },
            KeysFeature.feature(services.keys) { try await services.portfolioGroups($0) },
            CompanyFeature.feature(
                services.tenants, services.once,
                CompanyExports(desk: ExportDesk(store: store)) { scope, path in
                    try await services.archive.write(scope, to: path)
                }),
            OperatorFeature.feature(services.operators),
            AdministrationFeature.feature(
                services.administration(
                    background.schedules, health, version: ProductVersion.text,
                    server: (Self.serverName, .now()))),
            AuditFeature.feature(services.audit, exporter),
            TokenFeature.feature(tokens),
            ReceivablesFeature.feature(
                ReceivablesReader(summary: services.summary, aging: services.aging),
                recorder: recorder,
                exports: (exports, exporter)),
            APIFeature.feature(
                APIServices(services),
                APIFiles(imports: importing.desk, exports: exports, exporter: exporter)),
            ExportPages.feature(store, recorder),
            AccountsFeature.feature(AccountsReader(services), groups: services.groups),
            ImportFeature.feature(importing.desk),
            JobsFeature.feature(
                JobService(pool: pool, kinds: background.kinds), background.schedules,
                services.once),
            WebhooksFeature.feature(services.webhooks, services.once),
        ]
    }

    private static var serverName: String {
        let process = ProcessInfo.processInfo
        return "\(process.hostName), process \(process.processIdentifier)"
    }

    private static func cacheState(
        _ settings: CacheSettings, _ redis: RedisClient?
    ) -> HealthCheck.Cache {
        if settings.limits.keepsNothing { return .none }
        guard let redis else { return .inProcess }
        return redis.isThere == false ? .redisAway : .redis
    }

    package var uploads: ImportUploadService { importing.uploads }
    package var importQueue: ImportQueue { importing.worker.queue }
}
