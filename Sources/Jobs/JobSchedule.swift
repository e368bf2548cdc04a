package import Kernel

/// Something that is done again and again: when, and how it went last.
package struct JobSchedule: Sendable {
    package enum Rhythm: Hashable, Sendable {
        case every(Duration)
        /// At a time of day, UTC.
        case daily(hour: Int, minute: Int)
    }

    package let name: String
    /// For people: "Fold changes into the totals".
    package let title: String
    package let rhythm: Rhythm
    /// nil for what every server does by itself.
    package var next: Instant?
    package var startedAt: Instant?
    package var finishedAt: Instant?
    package var error: String?
    package var server: String?

    package init(_ name: String, title: String, _ rhythm: Rhythm) {
        self.name = name
        self.title = title
        self.rhythm = rhythm
    }
}
