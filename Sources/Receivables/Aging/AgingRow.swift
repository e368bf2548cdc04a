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
        /// Whose document it is.
        package var customerID: Int64 = 0
    }

    /// The customer's id, or the document's in a report by invoice.
    package let id: Int64
    package let customer: String
    package let item: Item?
    /// Minor units by bucket.
    package let amounts: [Int64]
    package let unapplied: Int64
    package let total: Int64
    /// What was open on the day compared with; nil without one.
    package var before: Int64?

    /// The customer of the line, whatever it is of.
    package var customerID: Int64 { item?.customerID ?? id }

    /// What is open less what was; nil without a day to compare with.
    package var change: Int64? { before.map { total &- $0 } }
}
