package import Kernel

/// An open item of a customer on a day; the amount in minor units of the base currency.
package struct OpenInvoice: Sendable, Equatable {
    package let number: String
    package let kind: DocumentKind
    package let date: LocalDate
    package let dueDate: LocalDate
    package let amount: Int64
    package let isDisputed: Bool
    package let daysPastDue: Int
}
