package import Kernel
package import Receivables

/// What a customer's page is to show.
package struct AccountQuestion: Sendable {
    package let customer: CustomerID
    package let asOf: LocalDate
    package let today: LocalDate
    package let view: AccountView.Kind
    /// Of the list, from 1.
    package let page: Int
}
