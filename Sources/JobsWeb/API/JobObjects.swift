import Jobs
import Kernel
import WebSupport

/// The objects of the API's answers about jobs.
enum JobObjects {
    /// A job with how often it was tried.
    struct Entry: Sendable {
        let job: Job
        let title: String
        let tries: [JobAttempt]
    }

    private static let sentence = APISchema.text(
        1...1_000, example: "It failed unexpectedly; the server's log says more.")
    private static let name = APISchema.text(1...200, example: "webhooks.replay")
    private static let title = APISchema.text(1...200, example: "Send failed webhooks again")

    private static let attempt = APIObject<JobAttempt>(
        "JobAttempt", "One time that a job was tried.",
        [
            .integer("number", "The how manieth.", 1...Int64(Int32.max)) { Int64($0.number) },
            .instant("started_at", "When it began.") { $0.startedAt },
            .optionalInstant(
                "finished_at", "null while it runs, and where its server ended meanwhile."
            ) { $0.finishedAt },
            .optionalText("error", "Why it failed; null where it did not.", sentence) {
                $0.error
            },
        ])

    static let job = APIObject<Entry>(
        "Job", "Something that is done in the background.",
        [
            .id("id", "Ours.") { $0.job.id },
            .text("kind", "What is done.", name) { $0.job.kind },
            .text("title", "The same for people.", title) { $0.title },
            .text("state", "How far it is.", .words(JobState.allCases.map(\.rawValue))) {
                $0.job.state.rawValue
            },
            .instant("created_at", "When it was asked for.") { $0.job.createdAt },
            .optionalInstant("next_at", "When it is tried next; null unless it waits.") {
                $0.job.state == .queued ? $0.job.runAt : nil
            },
            .optionalInstant("finished_at", "When it ended.") { $0.job.finishedAt },
            .optionalText("error", "What went wrong last.", sentence) {
                $0.job.state == .done ? nil : $0.job.error
            },
            .integer("attempts_max", "How often it is tried before it has failed.", 1...100) {
                Int64($0.job.attemptsMax)
            },
            .list("attempts", "Each time that it was tried, the first one first.", attempt) {
                $0.tries
            },
        ])

    static let schedule = APIObject<JobSchedule>(
        "JobSchedule", "Something that the installation does again and again.",
        [
            .text("name", "What is done.", name) { $0.name },
            .text("title", "The same for people.", title) { $0.title },
            .optionalInteger(
                "every_seconds", "The pause between two times; null where it is done daily.",
                1...Int64(Int32.max)
            ) { schedule in
                guard case .every(let pause) = schedule.rhythm else { return nil }
                return Int64(pause / .seconds(1))
            },
            .optionalText(
                "daily_at", "The time of day, UTC; null where it is done every so many seconds.",
                .text(APIText(pattern: "^[0-2][0-9]:[0-5][0-9]$", example: "03:20"))
            ) { schedule in
                guard case .daily(let hour, let minute) = schedule.rhythm else { return nil }
                return "\(two(hour)):\(two(minute))"
            },
            .optionalInstant("next_at", "null for what every server does by itself.") {
                $0.next
            },
            .optionalInstant("started_at", "When it was done last.") { $0.startedAt },
            .optionalInstant("finished_at", "When that ended.") { $0.finishedAt },
            .optionalText("error", "Why it failed then.", sentence) { $0.error },
        ])

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
