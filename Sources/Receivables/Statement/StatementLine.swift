package import Kernel

/// One movement on a statement of account, with the balance after it (minor units).
package struct StatementLine: Sendable {
    package let date: LocalDate
    package let kind: MovementKind
    package let document: String
    /// The document's id, for links.
    package var documentID: DocumentID?
    package let dueDate: LocalDate
    package let amount: Int64
    package let balance: Int64
}
