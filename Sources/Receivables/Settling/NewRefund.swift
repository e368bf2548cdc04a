package import Kernel

/// Credit to be paid back.
package struct NewRefund: Sendable {
    package var credit: DocumentID
    package var number: String
    package var date: LocalDate
    package var amount: Money
    /// Base currency per unit; nil takes the rate of the refund's date.
    package var rate: ExactDecimal?
    package var reference: String?

    package init(credit: DocumentID, number: String, date: LocalDate, amount: Money) {
        self.credit = credit
        self.number = number
        self.date = date
        self.amount = amount
    }
}
