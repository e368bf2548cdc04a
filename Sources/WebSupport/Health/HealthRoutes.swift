import FoundationEssentials
import Hummingbird
import Kernel

/// `/health`, `/health/db` and `/health/email`: whether this server can do its work, for those who watch it.
struct HealthRoutes: Sendable {
    let check: HealthCheck

    func add(to routes: inout RouteTable) {
        routes.get("/health") { _, _ in try await overall() }
        routes.get("/health/db") { _, _ in try await database() }
        routes.get("/health/email") { _, _ in try await email() }
    }

    private func overall() async throws -> Response {
        let state = state(await check.probe.latency())
        return try response(
            HealthReport(
                status: state, database: state, cache: check.cache().rawValue,
                timestamp: Instant.now().description),
            state)
    }

    private func database() async throws -> Response {
        let latency = await check.probe.latency()
        let milliseconds = latency.map { Int(($0 / .milliseconds(1)).rounded(.up)) }
        let state = state(latency)
        return try response(
            DatabaseReport(status: state, latencyMilliseconds: milliseconds), state)
    }

    private func email() async throws -> Response {
        let isGood = await check.email?.isGood() ?? true
        let state: HealthReport.State = isGood ? .healthy : .unhealthy
        return try response(EmailReport(status: state, isConfigured: check.email != nil), state)
    }

    private func state(_ latency: Duration?) -> HealthReport.State {
        latency == nil ? .unhealthy : .healthy
    }

    private func response(
        _ report: some Encodable, _ state: HealthReport.State
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var response = Response.json(ByteBuffer(bytes: try encoder.encode(report)))
        response.headers[.cacheControl] = "no-store"
        if state == .unhealthy {
            response.status = .serviceUnavailable
            response.headers[.retryAfter] = "2"
        }
        return response
    }
}
