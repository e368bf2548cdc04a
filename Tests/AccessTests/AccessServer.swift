import Hummingbird
import Logging
import WebSupport

/// The server over a site, with the addresses that it answers.
enum AccessServer {
    static func build(
        _ site: AccessSite
    ) throws -> ([RouteListing], some ApplicationProtocol) {
        let parts = site.parts
        let routes = try WebServer.listing(
            tenants: parts.tenants, health: parts.health, features: parts.features)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0), tenants: parts.tenants,
            authenticator: parts.authenticator, health: parts.health,
            features: parts.features, logger: logger)
        return (routes, server)
    }
}
