import Kernel
package import Tenancy

/// A customer's account on one day: what moved it, what of it is open, and how late that is.
package struct AccountStatement: Sendable {
    /// The account in one currency.
    package struct Account: Sendable {
        package let statement: Statement
        /// By due date.
        package let openItems: [AgingRow]
        let limits: AgingLimits
        /// Of the open items.
        package let aging: AgingTotals

        /// Whether the open items add up to the balance that the movements lead to.
        package var isReconciled: Bool { aging.total == statement.closing }
    }

    package let tenant: Tenant
    package let customer: Customer
    /// Name and address of the first contact, as far as there are any.
    let contact: [String]
    /// Nil for the whole history.
    let from: LocalDate?
    let to: LocalDate
    /// By currency.
    package let accounts: [Account]
}
