package import Kernel

/// A customer with what is agreed with it and what it owes, in base currency.
package struct CustomerRecord: Sendable {
    package let customer: Customer
    package let group: ID<CustomerGroup>?
    /// The name of its payment terms.
    package let terms: String?
    /// The code of the currency that it is usually invoiced in.
    package let currency: String?
    package let outstanding: Money
    package let overdue: Money
}
