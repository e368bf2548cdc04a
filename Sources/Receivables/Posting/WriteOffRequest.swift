package import Kernel

/// Part of a document that nobody will pay.
package struct WriteOffRequest: Sendable {
    package let document: DocumentID
    /// Minor units of the document's currency, more than 0.
    package let minorUnits: Int64
    /// The document's, where who asks has looked: the records of it say it.
    package let currency: Currency?
    package let date: LocalDate

    package init(
        document: DocumentID, minorUnits: Int64, currency: Currency? = nil, date: LocalDate
    ) {
        self.document = document
        self.minorUnits = minorUnits
        self.currency = currency
        self.date = date
    }
}
