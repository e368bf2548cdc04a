package import Kernel

/// What checking the records has shown.
package struct AuditFindings: Sendable {
    /// How many events are in the chain.
    package internal(set) var sealed: Int64 = 0
    /// How many wait to be sealed, and since when; nothing protects these yet.
    package internal(set) var unsealed: Int64 = 0
    package internal(set) var unsealedSince: Instant?
    /// Whether that is longer ago than sealing takes: a minute.
    package internal(set) var isSealingLate = false
    /// The first of them, in the order of the chain.
    package internal(set) var problems: [AuditProblem] = []
    package internal(set) var hasMore = false

    package var isWell: Bool { problems.isEmpty && !isSealingLate }

    static let problemsMax = 1_000

    mutating func add(_ problem: AuditProblem) {
        guard problems.count < Self.problemsMax else { return hasMore = true }
        problems.append(problem)
    }
}
