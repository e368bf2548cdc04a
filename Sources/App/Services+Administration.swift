import IdentityWeb
import Jobs
import Kernel
import Tenancy
import WebSupport

extension Services {
    /// What the pages of administration look at.
    ///
    /// - Parameter server: what the server is called, and since when it runs.
    func administration(
        _ schedules: ScheduleStore, _ health: HealthCheck, version: String,
        server: (name: String, since: Instant)
    ) -> Administration {
        let history = importHistory
        let webhooks = webhooks
        return Administration(
            members: members, security: security, keys: keys, signOn: signOn, audit: audit,
            operators: operators,
            jobs: { scope in
                guard let scope, scope.permissions.contains(.manageJobs) else { return [] }
                return try await schedules.list(scope).map { schedule in
                    AdministrationJob(
                        title: schedule.title, endedAt: schedule.finishedAt,
                        isFailing: schedule.error != nil)
                }
            }, server: server, health: health, version: version,
            imports: { scope in
                let page = try await history.page(scope, 1)
                return (Int(page.count), page.entries.first.map { ($0.fileName, $0.recordedAt) })
            },
            webhooks: { scope in
                let endpoints = try await webhooks.list(scope)
                return (endpoints.count, endpoints.count { $0.state == .paused })
            })
    }
}
