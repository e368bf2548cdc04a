package import Kernel

/// A document of a customer, with what is open of it on a day.
package struct AccountDocument: Sendable, Equatable {
    package let id: DocumentID
    package let kind: DocumentKind
    package let number: String
    package let date: LocalDate
    package let dueDate: LocalDate
    package let currency: Currency
    /// In the document's currency, as `open` is.
    package let amount: Int64
    package let open: Int64
    package let isVoid: Bool
    package let isDisputed: Bool

    package init(
        id: DocumentID, kind: DocumentKind, number: String, date: LocalDate,
        dueDate: LocalDate, currency: Currency, amount: Int64, open: Int64, isVoid: Bool,
        isDisputed: Bool
    ) {
        self.id = id
        self.kind = kind
        self.number = number
        self.date = date
        self.dueDate = dueDate
        self.currency = currency
        self.amount = amount
        self.open = open
        self.isVoid = isVoid
        self.isDisputed = isDisputed
    }
}
