package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Kernel
package import Logging

/// Puts the server together.
package enum WebServer {
    private static let connectionsMax = 1_024
    private static let headerBytesMax = 32 * 1_024

    /// The server as a service that ends gracefully with its `ServiceGroup`.
    ///
    /// - Parameters:
    ///   - address: where to listen.
    ///   - tenants: finds the tenant of a request.
    ///   - authenticator: finds who sent a request.
    ///   - health: what `/health` looks at.
    ///   - features: what there is besides.
    ///   - edge: what it is called from outside, what encrypts, and how much it answers.
    ///   - limiter: counts the requests; the tenants' resolver may have the same one.
    ///   - cache: where computed answers are kept; nil keeps none.
    ///   - now: the clock.
    ///   - onRunning: called once with the address as soon as the server answers, which has the
    ///     real port where any free one was asked for.
    /// - Throws: when a template is damaged.
    package static func build(
        address: ListeningAddress, tenants: TenantResolver, authenticator: Authenticator,
        health: HealthCheck, features: [WebFeature], edge: ServerEdge = ServerEdge(),
        limiter: RequestLimiter? = nil, cache: AnswerCache? = nil, logger: Logger,
        now: @escaping @Sendable () -> Instant = { .now() },
        onRunning: @escaping @Sendable (ListeningAddress) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let limiter = limiter ?? RequestLimiter(edge.limits)
        let router = try router(
            tenants: tenants, authenticator: authenticator, health: health, features: features,
            edge: edge, limiter: limiter, cache: cache, isOpen: !address.isLoopback,
            keepsReady: true, now: now)
        let ready = cache.map {
            ReadyAnswers(
                ask: $0.ask, countHit: $0.countReady, limiter: limiter, logger: logger, now: now)
        }
        return Application(
            router: router,
            server: try builder(edge, ready),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(connectionsMax)),
            onServerRunning: { channel in
                await onRunning(address.with(port: channel.localAddress?.port ?? address.port))
            },
            logger: logger)
    }

    private static func builder(
        _ edge: ServerEdge, _ ready: ReadyAnswers?
    ) throws -> HTTPServerBuilder {
        let connections = ConnectionCount()
        let isCounted: @Sendable (NetworkAddress) -> Bool = { !$0.isLoopback && !edge.trusts($0) }
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                SlowConnectionHandler(
                    connections: connections, isCounted: isCounted, ready: ready)
            ],
            idleTimeout: .seconds(60),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: headerBytesMax, maxHeaderListSize: headerBytesMax,
                maxHeaderFieldCount: 100))
        let plain = HTTPServerBuilder { responder in
            LoopChannel(base: HTTP1Channel(responder: responder, configuration: configuration))
        }
        guard let certificate = edge.certificate else { return plain }
        return try .tls(plain, tlsConfiguration: certificate.configuration)
    }

    /// The routes and middleware alone, for tests that need no socket.
    ///
    /// - Parameter keepsReady: where connections take ready answers.
    package static func router(
        tenants: TenantResolver, authenticator: Authenticator, health: HealthCheck,
        features: [WebFeature], edge: ServerEdge, limiter: RequestLimiter,
        cache: AnswerCache? = nil,
        isOpen: Bool, keepsReady: Bool = false, now: @escaping @Sendable () -> Instant
    ) throws -> Router<AppRequestContext> {
        let files = StaticFiles(BaseAssets.files + features.flatMap(\.staticFiles))
        let environment = try environment(tenants: tenants, files, features, cache, now)
        let router = Router(
            context: AppRequestContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(
            middleware: RequestFrame(
                edge: EdgeStep(edge: edge), errors: ErrorStep(environment: environment),
                host: HostStep(edge: edge, tenants: tenants, isOpen: isOpen),
                crossOrigin: CrossOriginStep(origins: edge.allowedOrigins),
                authenticator: authenticator, limits: RequestLimitStep(limiter: limiter),
                ready: keepsReady ? ReadyStep(limiter: limiter) : nil))
        routes(of: environment, files, health, features, edge).install(on: router)
        return router
    }

    /// Every address and method that there is, for checks that none was forgotten.
    package static func listing(
        tenants: TenantResolver, health: HealthCheck, features: [WebFeature]
    ) throws -> [RouteListing] {
        let files = StaticFiles(BaseAssets.files + features.flatMap(\.staticFiles))
        let environment = try environment(tenants: tenants, files, features, nil) { .now() }
        return routes(of: environment, files, health, features, ServerEdge()).listing
    }

    /// The API as OpenAPI describes it.
    package static func description(
        tenants: TenantResolver, health: HealthCheck, features: [WebFeature]
    ) throws -> OpenAPIDocument {
        let files = StaticFiles(BaseAssets.files + features.flatMap(\.staticFiles))
        let environment = try environment(tenants: tenants, files, features, nil) { .now() }
        return OpenAPIDocument(routes(of: environment, files, health, features, ServerEdge()))
    }

    private static func environment(
        tenants: TenantResolver, _ files: StaticFiles, _ features: [WebFeature],
        _ cache: AnswerCache?, _ now: @escaping @Sendable () -> Instant
    ) throws -> WebEnvironment {
        let pages = try PageRenderer(
            templates: BaseAssets.templates + features.flatMap(\.templates), files: files)
        return WebEnvironment(tenants: tenants, pages: pages, cache: cache, now: now)
    }

    private static func routes(
        of environment: WebEnvironment, _ files: StaticFiles, _ health: HealthCheck,
        _ features: [WebFeature], _ edge: ServerEdge
    ) -> RouteTable {
        var routes = RouteTable()
        HealthRoutes(check: health).add(to: &routes)
        MetricsRoute(cache: environment.cache, edge: edge).add(to: &routes)
        files.addRoutes(to: &routes)
        TenantPageHandler(environment: environment).add(to: &routes)
        for feature in features { feature.addRoutes(&routes, environment) }
        APIDescriptionPages(OpenAPIDocument(routes)).add(to: &routes)
        return routes
    }
}
