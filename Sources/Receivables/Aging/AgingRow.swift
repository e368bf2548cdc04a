package import Kernel

/// One line of an aging report: a customer, or one open item of a document.
package struct AgingRow: Sendable {
    /// What a line by invoice says of its item.
    package struct Item: Sendable {
        package let document: String
        package let kind: DocumentKind
        package let instalment: Int
        package let documentDate: LocalDate
        package let dueDate: LocalDate
        package let daysPastDue: Int
    }

    /// The customer's id, or the document's in a report by invoice.
    package let id: Int64
    package let customer: String
    package let item: Item?
    /// Minor units by bucket.
    package let amounts: [Int64]
    package let unapplied: Int64
    package let total: Int64
}
