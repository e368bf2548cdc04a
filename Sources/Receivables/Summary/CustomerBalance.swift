/// What a customer owes on a day, in minor units of the base currency.
package struct CustomerBalance: Sendable, Equatable {
    package let id: CustomerID
    package let name: String
    package let outstanding: Int64
    package let overdue: Int64
    package let invoices: Int64
}
