package import Kernel

/// Part of a document that nobody will pay.
package struct WriteOffRecord: Sendable {
    package let id: ID<WriteOffRecord>
    package let document: DocumentID
    package let customer: CustomerID
    /// From 1.
    package let instalment: Int64
    /// Positive, whatever side the document stands on.
    package let amount: Money
    /// The day on which it counts.
    package let date: LocalDate
    package let recordedAt: Instant
    /// Whether it was taken back, by itself or with its document.
    package let isReversed: Bool
}

package typealias WriteOffID = ID<WriteOffRecord>
