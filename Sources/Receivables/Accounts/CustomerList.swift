/// A page of customers, with the totals of all that were found.
package struct CustomerList: Sendable {
    /// A customer and what it owes, minor units of the base currency.
    package struct Row: Sendable, Equatable {
        package let customer: Customer
        package let balance: Int64
        package let overdue: Int64
        package let openInvoices: Int64

        package init(customer: Customer, balance: Int64, overdue: Int64, openInvoices: Int64) {
            self.customer = customer
            self.balance = balance
            self.overdue = overdue
            self.openInvoices = openInvoices
        }
    }

    package let rows: [Row]
    package let count: Int
    package let balance: Int64
    package let overdue: Int64
    /// Whether there is any customer at all, found or not.
    package let hasCustomers: Bool

    package init(
        rows: [Row], count: Int, balance: Int64, overdue: Int64, hasCustomers: Bool
    ) {
        self.rows = rows
        self.count = count
        self.balance = balance
        self.overdue = overdue
        self.hasCustomers = hasCustomers
    }
}
