import Identity
import Kernel
import Tenancy
import WebSupport

/// Asks everything that the server needs how it is.
struct HealthRows: Sendable {
    typealias Row = HealthPage.Row

    /// A server seals once a second: what waits longer than this waits for a reason.
    private static let sealedWithin: Duration = .seconds(60)

    let parts: Administration
    /// nil for an operator who belongs to no company.
    let scope: Scope?
    let time: LocalTime
    let now: Instant

    func rows() async throws -> [Row] {
        [
            await database(), cache(), await mail(), try await audit(), try await jobs(),
            Row(
                title: "Server",
                text: "\(parts.server.name), since \(time.second(parts.server.since)).", mark: "",
                state: "version \(parts.version)"),
        ]
    }

    static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int((duration / .milliseconds(1)).rounded(.up)))
    }

    private func database() async -> Row {
        let latency = await parts.health.databaseLatency()
        return Row(
            title: "Database",
            text: latency.map { "A round trip takes \(Self.milliseconds($0)) ms." }
                ?? "It does not answer.",
            mark: latency == nil ? "bad" : "good", state: latency == nil ? "away" : "well")
    }

    private func cache() -> Row {
        switch parts.health.cache() {
        case .none:
            Row(title: "Cache", text: "Every figure is asked anew.", mark: "", state: "none")
        case .inProcess:
            Row(
                title: "Cache", text: "Figures are kept in this process.", mark: "good",
                state: "well")
        case .redis:
            Row(
                title: "Cache", text: "Servers share figures and limits through Redis.",
                mark: "good", state: "well")
        case .redisAway:
            Row(
                title: "Cache",
                text: "Redis does not answer; figures are kept in this process, and each counts"
                    + " requests for itself.",
                mark: "bad", state: "away")
        }
    }

    private func mail() async -> Row {
        switch await parts.health.takesMail() {
        case nil:
            Row(
                title: "Mail", text: "Without a mail server, mails are written to the log.",
                mark: "", state: "not set up")
        case true?:
            Row(title: "Mail", text: "The mail server takes ours.", mark: "good", state: "well")
        case false?:
            Row(
                title: "Mail", text: "The mail server does not take ours; mails wait.",
                mark: "bad", state: "away")
        }
    }

    private func audit() async throws -> Row {
        let (count, since) = try await parts.audit.unsealed()
        guard let since else {
            return Row(
                title: "Audit", text: "Every record is sealed.", mark: "good", state: "well")
        }
        let isLate = now.duration(since: since) > Self.sealedWithin
        return Row(
            title: "Audit",
            text: "\(count) \(count == 1 ? "record waits" : "records wait") for the seal, since"
                + " \(time.second(since)).",
            mark: isLate ? "bad" : "good", state: isLate ? "late" : "well")
    }

    private func jobs() async throws -> Row {
        let jobs = try await parts.jobs(scope)
        let failing = jobs.filter(\.isFailing).map(\.title)
        let last = jobs.compactMap(\.endedAt).max()
        return Row(
            title: "Schedules",
            text: failing.isEmpty
                ? last.map { "The last one ended \(time.second($0))." } ?? "None has run yet."
                : "These failed: \(failing.joined(separator: ", ")).",
            mark: failing.isEmpty ? "good" : "bad", state: failing.isEmpty ? "well" : "failing")
    }
}
