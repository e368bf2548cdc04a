import Jobs
import Kernel
import Tenancy
import WebSupport

/// The operations on a company's jobs, and on what the installation does again and again.
struct JobOperations: Sendable {
    private static let path = "/api/v1/jobs"
    private static let id = APIParameter<String>.path("id", "The job's id.", .id)
    private static let state = APIParameter<JobState>.choice("state", "How far they are.")
    private static let page = APIPage("JobPage", of: JobObjects.job)
    private static let schedulePage = APIPage("JobSchedulePage", of: JobObjects.schedule)

    let jobs: JobService
    let schedules: ScheduleStore
    let once: OnceService

    var all: [APIOperation] {
        [
            list, scheduled, one,
            act(
                "retry", "retryJob", "Tries a job again that failed or was cancelled",
                [JobError.notRetryable(.done), JobError.isWaitedFor]
            ) { try jobs.retry($0, $1, on: $2) },
            act(
                "cancel", "cancelJob",
                "Takes a job that waits out of the queue, and tells one that runs to stop",
                [JobError.notCancellable(.done)]
            ) { try jobs.cancel($0, $1, on: $2) },
        ]
    }

    private var kind: APIParameter<String> {
        let names = jobs.kinds.map(\.name)
        return .parsed("kind", "What is done.", .words(names)) { text throws(QueryError) in
            guard names.contains(text) else {
                throw .notAllowed("kind", value: text, allowed: names)
            }
            return text
        }
    }

    private var list: APIOperation {
        let kind = kind
        return APIOperation.list(
            Self.path, "listJobs", .automation, "Lists jobs", Self.page, .manageJobs,
            filters: [Self.state.info, kind.info]
        ) { call in
            let filter = JobFilter(
                state: try call.value(Self.state), kind: try call.value(kind))
            let (found, hasMore) = try await jobs.list(
                call.scope, filter, after: try call.lastID(), limit: try call.limit())
            let tries = try await jobs.attempts(call.scope, of: found.map(\.id))
            return (
                found.map { entry($0, tries[$0.id] ?? []) },
                hasMore ? found.last.map { "\($0.id)" } : nil
            )
        }.with {
            $0.about = "The newest first."
        }
    }

    private var scheduled: APIOperation {
        APIOperation(
            .get, "\(Self.path)/schedules", "listJobSchedules", .automation,
            "Lists what the installation does again and again",
            answer: .object(Self.schedulePage.schema)
        ) { call in
            .read(Self.schedulePage.bytes(try await schedules.list(call.scope), next: nil))
        }.with {
            $0.about = "By name, all on one page. It is the same for all companies."
            $0.permission = .manageJobs
        }
    }

    private var one: APIOperation {
        let object = JobObjects.job
        return APIOperation(
            .get, "\(Self.path)/:id", "getJob", .automation, "One job",
            answer: .object(object.schema)
        ) { call in
            let job = try await jobs.find(call.scope, try Self.job(call))
            let tries = try await jobs.attempts(call.scope, of: [job.id])
            return .read(object.bytes(entry(job, tries[job.id] ?? [])))
        }.with {
            $0.permission = .manageJobs
            $0.parameters = [Self.id.info]
            $0.problems = [JobError.unknown]
        }
    }

    private func act(
        _ word: String, _ name: String, _ summary: String, _ refusals: [any DomainError],
        _ work:
            @escaping @Sendable (Scope, ID<Job>, isolated TenantConnection) throws -> Void
    ) -> APIOperation {
        let object = JobObjects.job
        return APIOperation(
            .post, "\(Self.path)/:id/\(word)", name, .automation, summary,
            answer: .object(object.schema)
        ) { call in
            let (id, scope) = (try Self.job(call), call.scope)
            return .once(
                try await once.performShared(scope, try call.once()) { connection in
                    try work(scope, id, connection)
                    let left = try jobs.find(scope, id, on: connection)
                    let tries = try jobs.attempts(scope, of: id, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(entry(left, tries)))
                })
        }.with {
            $0.permission = .manageJobs
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.problems = [JobError.unknown] + refusals
        }
    }

    private func entry(_ job: Job, _ tries: [JobAttempt]) -> JobObjects.Entry {
        JobObjects.Entry(job: job, title: jobs.title(of: job.kind), tries: tries)
    }

    /// - Throws: `JobError.unknown` for what is no id, too.
    private static func job(_ call: APICall) throws -> ID<Job> {
        try call.id(id, orThrow: JobError.unknown)
    }
}
