import Jobs
import Kernel
import WebSupport

/// Something that is done again and again, as the page shows it.
struct ScheduleRow {
    let title: String
    let rhythm: String
    let started: String
    let finished: String
    let next: String
    let error: String?
    let isGood: Bool

    init(_ schedule: JobSchedule, time: LocalTime, now: Instant) {
        title = schedule.title
        rhythm =
            switch schedule.rhythm {
            case .every(let pause): Self.phrase(Int(pause / .seconds(1)))
            case .daily(let hour, let minute):
                "daily at \(time.clock(hour: hour, minute: minute, at: now))"
            }
        started = schedule.startedAt.map { time.second($0) } ?? "not yet"
        finished = schedule.finishedAt.map { time.second($0) } ?? "–"
        next = Self.next(schedule).map { time.second($0) } ?? "all the time"
        error = schedule.error
        isGood = schedule.error == nil && schedule.finishedAt != nil
    }

    /// What every server does by itself begins again when its pause is over.
    private static func next(_ schedule: JobSchedule) -> Instant? {
        guard schedule.next == nil, case .every(let pause) = schedule.rhythm,
            pause >= .seconds(60)
        else { return schedule.next }
        return schedule.finishedAt?.adding(pause)
    }

    private static func phrase(_ seconds: Int) -> String {
        switch seconds {
        case 1: "every second"
        case 60: "every minute"
        case 3_600: "every hour"
        case let count where count % 3_600 == 0: "every \(count / 3_600) hours"
        case let count where count % 60 == 0: "every \(count / 60) minutes"
        default: "every \(seconds) seconds"
        }
    }
}
