package import Kernel

/// A customer's statement of account in one currency.
package struct Statement: Sendable {
    package let tenant: String
    package let customer: Customer
    package let currency: Currency
    package let from: LocalDate
    package let to: LocalDate
    /// The balance at the end of the day before `from`, minor units.
    package let opening: Int64
    package let lines: [StatementLine]
    package let closing: Int64
}
