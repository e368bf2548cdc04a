package import Kernel

/// Part of a receipt or credit note to be set against a document.
package struct AllocationRequest: Sendable {
    package let credit: DocumentID
    package let target: DocumentID
    /// Nil: the oldest open instalment first.
    package let instalment: Int16?
    /// Minor units of the documents' currency, more than 0.
    package let minorUnits: Int64
    /// The documents', where who asks has looked: the records of it say it.
    package let currency: Currency?
    /// Nil: the later of the two documents' dates, before which it is never effective.
    package let date: LocalDate?

    package init(
        credit: DocumentID, target: DocumentID, instalment: Int16? = nil, minorUnits: Int64,
        currency: Currency? = nil, date: LocalDate? = nil
    ) {
        self.credit = credit
        self.target = target
        self.instalment = instalment
        self.minorUnits = minorUnits
        self.currency = currency
        self.date = date
    }
}
