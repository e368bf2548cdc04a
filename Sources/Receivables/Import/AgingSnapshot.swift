package import Kernel

/// An aging list as it was imported.
package struct AgingSnapshot: Hashable, Sendable {
    package let id: Int64
    package let asOf: LocalDate
    package let recordedAt: Instant
    package let isByDocument: Bool
    /// The list's own sections or columns.
    package let buckets: [String]
    package let lines: Int64
}
