package import Kernel

/// A movement on a customer's account. An allocation is one movement: it takes from a credit and
/// gives to what is owed, and leaves the balance as it was.
package struct AccountMovement: Sendable, Equatable {
    package let effectiveOn: LocalDate
    package let recordedAt: Instant
    package let kind: MovementKind
    package let cause: MovementCause
    package let document: DocumentID
    package let number: String
    /// Of an allocation: the credit that was applied.
    package let other: DocumentID?
    package let otherNumber: String?
    package let currency: Currency
    /// In the document's currency; of an allocation what it took from the document.
    package let amount: Int64

    package init(
        effectiveOn: LocalDate, recordedAt: Instant, kind: MovementKind, cause: MovementCause,
        document: DocumentID, number: String, other: DocumentID?, otherNumber: String?,
        currency: Currency, amount: Int64
    ) {
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.kind = kind
        self.cause = cause
        self.document = document
        self.number = number
        self.other = other
        self.otherNumber = otherNumber
        self.currency = currency
        self.amount = amount
    }
}
