import Hummingbird
import Jobs
import Kernel
import Tenancy
import WebSupport

/// `/admin/jobs/`: what waits, what was done and what failed, and what is done again and again.
struct JobsPageHandler: Sendable {
    static let path = "/admin/jobs"
    private static let pageSize = 50

    let jobs: JobService
    let schedules: ScheduleStore
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, show)
        routes.post("\(Self.path)/:id/retry") { request, context in
            try await change(request, context, "The job is tried again.") { scope, id in
                try await jobs.retry(scope, id)
            }
        }
        routes.post("\(Self.path)/:id/cancel") { request, context in
            try await change(request, context, "The job is cancelled.") { scope, id in
                try await jobs.cancel(scope, id)
            }
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let query = try QueryParameters(request, ignoresEmpty: true)
        try query.allowOnly(["state", "kind", "after"])
        let kind = try query.text("kind")
        if let kind, !jobs.kinds.contains(where: { $0.name == kind }) {
            throw QueryError.notAllowed("kind", value: kind, allowed: jobs.kinds.map(\.name))
        }
        let filter = JobFilter(state: try query.choice("state"), kind: kind)
        let after = ID<Job>(query.raw("after"))
        let (found, hasMore) = try await jobs.list(
            scope, filter, after: after, limit: Self.pageSize)
        let page = JobsPage(
            found, attempts: try await jobs.attempts(scope, of: found.map(\.id)),
            schedules: try await schedules.list(scope), filter, kinds: jobs.kinds, scope: scope,
            layout: environment.layout(
                context, scope, title: "Jobs", section: .none,
                stylesheets: [JobsFeature.stylesheet.name]),
            now: environment.now(), isFirst: after == nil, hasMore: hasMore)
        return .html(try environment.pages.render(page, template: "jobs"))
    }

    private func change(
        _ request: Request, _ context: AppRequestContext, _ text: String,
        _ body: (Scope, ID<Job>) async throws -> Void
    ) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.manageJobs)
        let id: ID<Job> = try context.pathID(orThrow: JobError.unknown)
        try await body(scope, id)
        return .redirect(
            toPath: "\(Self.path)/", flash: Flash(kind: .success, text: text))
    }
}
