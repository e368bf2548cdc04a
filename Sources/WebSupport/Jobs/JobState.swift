package import Kernel

/// How a job of this server is doing.
package struct JobState: Sendable {
    package let job: JobDescription
    /// Since the server was started.
    package internal(set) var runs = 0
    package internal(set) var startedAt: Instant?
    package internal(set) var endedAt: Instant?
    /// What went wrong last, and when; nil where nothing did.
    package internal(set) var failure: (text: String, at: Instant)?
    /// nil for what is done when somebody asks for it.
    package internal(set) var nextAt: Instant?
    /// How many runs have begun and not ended.
    var running = 0

    package var isRunning: Bool { running > 0 }

    /// Whether the last run failed.
    package var isFailing: Bool {
        guard let failure else { return false }
        return endedAt.map { failure.at >= $0 } ?? true
    }
}
