package import Kernel

/// An open item of a customer on a day.
package struct AccountItem: Sendable, Equatable {
    package let document: DocumentID
    package let kind: DocumentKind
    package let number: String
    package let instalment: Int
    package let date: LocalDate
    package let dueDate: LocalDate
    package let currency: Currency
    /// Of the whole document, in its currency.
    package let documentAmount: Int64
    /// What is open of the item, in the document's currency.
    package let open: Int64
    /// The same in the base currency.
    package let baseOpen: Int64
    package let isDisputed: Bool

    package init(
        document: DocumentID, kind: DocumentKind, number: String, instalment: Int,
        date: LocalDate, dueDate: LocalDate, currency: Currency, documentAmount: Int64,
        open: Int64, baseOpen: Int64, isDisputed: Bool
    ) {
        self.document = document
        self.kind = kind
        self.number = number
        self.instalment = instalment
        self.date = date
        self.dueDate = dueDate
        self.currency = currency
        self.documentAmount = documentAmount
        self.open = open
        self.baseOpen = baseOpen
        self.isDisputed = isDisputed
    }
}
