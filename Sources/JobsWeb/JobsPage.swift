import Jobs
import Kernel
import Tenancy
import WebSupport

/// A tenant's jobs, and what the installation does again and again.
struct JobsPage {
    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    let layout: PageLayout
    let tenant: String
    /// Of the times.
    let zone: String
    let action: String
    let states: [Option]
    let kinds: [Option]
    let rows: [JobRow]
    let hasRows: Bool
    /// Whether all jobs were asked for and there is none.
    let isFiltered: Bool
    let first: String?
    let next: String?
    let schedules: [ScheduleRow]

    init(
        _ jobs: [Job], attempts: [ID<Job>: [JobAttempt]], schedules: [JobSchedule],
        _ filter: JobFilter, kinds: [JobKind], scope: Scope, layout: PageLayout, now: Instant,
        isFirst: Bool, hasMore: Bool
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        action = "\(JobsPageHandler.path)/"
        states =
            [Option(value: "", label: "any", isChosen: filter.state == nil)]
            + JobState.allCases.map {
                Option(value: $0.rawValue, label: $0.rawValue, isChosen: $0 == filter.state)
            }
        self.kinds =
            [Option(value: "", label: "any", isChosen: filter.kind == nil)]
            + kinds.map {
                Option(value: $0.name, label: $0.title, isChosen: $0.name == filter.kind)
            }
        let time = LocalTime(scope.tenant)
        zone = time.zone
        rows = jobs.map { job in
            JobRow(
                job, attempts: attempts[job.id] ?? [],
                title: kinds.first { $0.name == job.kind }?.title ?? job.kind, time: time)
        }
        hasRows = !rows.isEmpty
        isFiltered = filter.state != nil || filter.kind != nil || !isFirst
        first = isFirst ? nil : Self.address(filter, after: nil)
        next = hasMore ? jobs.last.map { Self.address(filter, after: $0.id) } : nil
        self.schedules = schedules.map { ScheduleRow($0, time: time, now: now) }
    }

    private static func address(_ filter: JobFilter, after: ID<Job>?) -> String {
        let parts = [
            filter.state.map { "state=\($0.rawValue)" }, filter.kind.map { "kind=\($0)" },
            after.map { "after=\($0)" },
        ].compactMap(\.self)
        let path = "\(JobsPageHandler.path)/"
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }
}
