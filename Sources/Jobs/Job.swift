package import Kernel
package import Tenancy

/// Something to be done by whichever server takes it first, tried again where it fails.
package struct Job: Sendable {
    package let id: ID<Job>
    /// nil for what concerns the whole installation.
    package let tenant: ID<Tenant>?
    package let kind: String
    /// A JSON object with ids and options.
    package let payload: String
    package let state: JobState
    package let attempts: Int
    package let attemptsMax: Int
    package let createdAt: Instant
    /// When it is tried next.
    package let runAt: Instant
    package let finishedAt: Instant?
    /// The server that runs it.
    package let server: String?
    /// What went wrong last, as a sentence.
    package let error: String?
}
