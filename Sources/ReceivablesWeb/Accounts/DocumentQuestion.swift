package import Kernel
package import Receivables

/// What a document's page is to show.
package struct DocumentQuestion: Sendable {
    package let document: DocumentID
    package let asOf: LocalDate
    package let order: DocumentMovement.Order
    /// Of the movements, from 1.
    package let page: Int
}
