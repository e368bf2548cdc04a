/// How far a job is.
package enum JobState: String, Sendable, CaseIterable {
    case queued, running, done, failed, cancelled

    /// Nobody will try it again by themselves.
    package var isFinished: Bool { self == .done || self == .failed || self == .cancelled }
}
