import Jobs
import Kernel
import WebSupport

/// A job as the page shows it.
struct JobRow {
    struct Attempt {
        let number: Int
        let time: String
        let outcome: String
    }

    let id: String
    let title: String
    let state: String
    /// The class of the state's badge.
    let tone: String
    let created: String
    let tries: String
    let attempts: [Attempt]
    let hasAttempts: Bool
    /// When it is tried next, or when it ended.
    let timeLabel: String
    let time: String
    let error: String?
    let retryAction: String?
    let cancelAction: String?

    init(_ job: Job, attempts: [JobAttempt], title: String, time clock: LocalTime) {
        id = "\(job.id)"
        self.title = title
        state = job.state.rawValue
        tone =
            switch job.state {
            case .done: "good"
            case .failed: "bad"
            case .queued where job.error != nil: "warn"
            case .queued, .running, .cancelled: ""
            }
        created = clock.second(job.createdAt)
        tries = "\(job.attempts) of \(job.attemptsMax)"
        self.attempts = attempts.reversed().map { attempt in
            Attempt(
                number: attempt.number, time: clock.second(attempt.startedAt),
                outcome: attempt.error ?? (attempt.finishedAt == nil ? "It runs." : "Done."))
        }
        hasAttempts = !attempts.isEmpty
        if let end = job.finishedAt {
            timeLabel = "ended"
            time = clock.second(end)
        } else {
            timeLabel = job.state == .running ? "due" : "next"
            time = clock.second(job.runAt)
        }
        error = job.state == .done ? nil : job.error
        let path = "\(JobsPageHandler.path)/\(job.id)"
        retryAction =
            job.state == .failed || job.state == .cancelled ? "\(path)/retry" : nil
        cancelAction =
            job.state == .queued || job.state == .running ? "\(path)/cancel" : nil
    }
}
