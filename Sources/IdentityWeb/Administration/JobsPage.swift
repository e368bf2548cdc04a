import Kernel
import WebSupport

/// What a server does beside answering, and how that went last.
struct JobsPage {
    struct Row {
        let title: String
        let purpose: String
        let mark: String
        let state: String
        let started: String
        let ended: String
        let next: String
        let runs: Int
        let failure: String
    }

    let layout: PageLayout
    let server: String
    let since: String
    let rows: [Row]

    init(layout: PageLayout, board: JobBoard, zone: TimeZoneName) {
        self.layout = layout
        func time(_ instant: Instant) -> String { AuditTime.local(instant, in: zone) }
        server = board.server
        since = time(board.since)
        rows = board.list().map { state in
            let isFailing = state.isFailing
            return Row(
                title: state.job.title, purpose: state.job.purpose,
                mark: isFailing ? "bad" : state.runs == 0 ? "" : "good",
                state: state.isRunning
                    ? "running" : isFailing ? "failed" : state.runs == 0 ? "not yet" : "well",
                started: state.startedAt.map(time) ?? "–",
                ended: state.endedAt.map(time) ?? "–",
                next: state.nextAt.map(time) ?? (state.isRunning ? "–" : "when needed"),
                runs: state.runs,
                failure: state.failure.map { "\(time($0.at)): \($0.text)" } ?? "none")
        }
    }
}
