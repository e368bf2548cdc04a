package import Kernel

/// A part of an invoice that a receipt has paid.
package struct SettledPayment: Sendable, Equatable {
    package let invoice: DocumentID
    package let invoicedOn: LocalDate
    package let dueOn: LocalDate
    package let paidOn: LocalDate
    /// Minor units of the base currency.
    package let amount: Int64

    package init(
        invoice: DocumentID, invoicedOn: LocalDate, dueOn: LocalDate, paidOn: LocalDate,
        amount: Int64
    ) {
        self.invoice = invoice
        self.invoicedOn = invoicedOn
        self.dueOn = dueOn
        self.paidOn = paidOn
        self.amount = amount
    }
}
