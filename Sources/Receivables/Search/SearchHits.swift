package import Kernel

/// What a search found: the best first, not more than were asked for.
package struct SearchHits: Sendable {
    package struct FoundCustomer: Sendable, Equatable {
        package let customer: Customer
        /// Minor units of the base currency.
        package let balance: Int64

        package init(customer: Customer, balance: Int64) {
            self.customer = customer
            self.balance = balance
        }
    }

    package struct FoundDocument: Sendable, Equatable {
        package let id: DocumentID
        package let kind: DocumentKind
        package let number: String
        package let customer: Customer
        package let date: LocalDate
        /// Minor units of the currency.
        package let amount: Int64
        package let currency: Currency
        package let isVoid: Bool

        package init(
            id: DocumentID, kind: DocumentKind, number: String, customer: Customer,
            date: LocalDate, amount: Int64, currency: Currency, isVoid: Bool
        ) {
            self.id = id
            self.kind = kind
            self.number = number
            self.customer = customer
            self.date = date
            self.amount = amount
            self.currency = currency
            self.isVoid = isVoid
        }
    }

    package let customers: [FoundCustomer]
    package let documents: [FoundDocument]
    /// Whether more were found than are given.
    package let hasMoreCustomers: Bool
    package let hasMoreDocuments: Bool

    package static let none = SearchHits(
        customers: [], documents: [], hasMoreCustomers: false, hasMoreDocuments: false)

    package init(
        customers: [FoundCustomer], documents: [FoundDocument], hasMoreCustomers: Bool,
        hasMoreDocuments: Bool
    ) {
        self.customers = customers
        self.documents = documents
        self.hasMoreCustomers = hasMoreCustomers
        self.hasMoreDocuments = hasMoreDocuments
    }

    package var isEmpty: Bool { customers.isEmpty && documents.isEmpty }
}
