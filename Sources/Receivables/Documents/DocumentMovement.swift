package import Kernel

/// A movement of a document, with the balance that it left in the order asked for.
package struct DocumentMovement: Sendable, Equatable {
    package enum Order: String, Sendable, CaseIterable {
        /// By the day on which it counts.
        case effective
        /// As it became known.
        case recorded
    }

    package let effectiveOn: LocalDate
    package let recordedAt: Instant
    package let kind: MovementKind
    package let cause: MovementCause
    package let instalment: Int
    /// Minor units of the document's currency.
    package let amount: Int64
    package let baseAmount: Int64
    package let balance: Int64
    package let baseBalance: Int64
    /// The other side of an allocation.
    package let other: DocumentID?
    package let otherNumber: String?
    package let otherKind: DocumentKind?

    package init(
        effectiveOn: LocalDate, recordedAt: Instant, kind: MovementKind, cause: MovementCause,
        instalment: Int, amount: Int64, baseAmount: Int64, balance: Int64, baseBalance: Int64,
        other: DocumentID?, otherNumber: String?, otherKind: DocumentKind?
    ) {
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.kind = kind
        self.cause = cause
        self.instalment = instalment
        self.amount = amount
        self.baseAmount = baseAmount
        self.balance = balance
        self.baseBalance = baseBalance
        self.other = other
        self.otherNumber = otherNumber
        self.otherKind = otherKind
    }
}
