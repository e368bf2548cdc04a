package import Kernel

/// A document as the register lists it: what it says, and what is open of it now.
package struct DocumentEntry: Sendable {
    /// What a refund paid back.
    package struct Refunded: Sendable {
        package let credit: DocumentID
        /// How much of the refund the credit paid.
        package let amount: Money
    }

    package let id: DocumentID
    package let kind: DocumentKind
    package let number: String
    package let customer: CustomerID
    package let customerName: String
    package let date: LocalDate
    /// When the last part of it is due.
    package let dueDate: LocalDate
    /// When the oldest part that is open is due; nil when nothing is open.
    package let nextDueDate: LocalDate?
    /// As the document says it, which is positive for all but opening balances.
    package let amount: Money
    /// What is not settled of it, on the same side as the amount.
    package let open: Money
    package let baseAmount: Money
    package let status: DocumentRecord.Status
    package let isDisputed: Bool
    package let reference: String?
    package let importID: Int64?
    package let recordedAt: Instant
    /// Of a refund; nil where nothing was open of the credit.
    package let refunded: Refunded?
}
