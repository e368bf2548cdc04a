package import Kernel

/// Where an aging list and the books' own aging of its day differ: a document, or a customer
/// where the list has no documents.
package struct AgingDifference: Hashable, Sendable {
    package let customer: String
    /// The document's kind and number; nil in a list without documents.
    package let kind: DocumentKind?
    package let number: String?
    package let currency: Currency
    /// Minor units in 0-30 days past due (with what is not due), 31-60, 61-90, 91-120, over 120.
    package let theirs: [Int64]
    package let ours: [Int64]
}
