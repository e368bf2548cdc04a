/// A customer whose overdue amount is not what it was a week ago; minor units of the base
/// currency.
package struct OverdueMover: Sendable, Equatable {
    package let customer: CustomerID
    package let name: String
    package let overdue: Int64
    /// What it is more, or if negative less, than it was.
    package let change: Int64

    package init(customer: CustomerID, name: String, overdue: Int64, change: Int64) {
        self.customer = customer
        self.name = name
        self.overdue = overdue
        self.change = change
    }
}
