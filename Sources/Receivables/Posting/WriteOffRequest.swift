package import Kernel

/// Part of a document that nobody will pay.
package struct WriteOffRequest: Sendable {
    package let document: DocumentID
    /// Minor units of the document's currency, more than 0.
    package let minorUnits: Int64
    package let date: LocalDate

    package init(document: DocumentID, minorUnits: Int64, date: LocalDate) {
        self.document = document
        self.minorUnits = minorUnits
        self.date = date
    }
}
