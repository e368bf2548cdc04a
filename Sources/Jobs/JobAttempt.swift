package import Kernel

/// One time that a job was tried.
package struct JobAttempt: Sendable {
    package let number: Int
    package let startedAt: Instant
    /// nil while it runs, and where its server ended meanwhile.
    package let finishedAt: Instant?
    package let server: String
    package let error: String?
}
