package import Kernel

/// Part of a credit that was set against part of a document.
package struct AllocationRecord: Sendable {
    package let id: AllocationID
    package let credit: DocumentID
    package let document: DocumentID
    /// From 1.
    package let instalment: Int64
    package let amount: Money
    /// The day on which it counts.
    package let date: LocalDate
    package let recordedAt: Instant
    /// Whether it was taken back.
    package let isReversed: Bool
}
