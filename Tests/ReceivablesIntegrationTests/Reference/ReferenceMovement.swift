import Kernel
import Receivables

/// What the open balance is kept of: a part of a document under the dates it had.
struct ReferenceItem: Hashable {
    let document: DocumentID
    let instalment: Int16
    let documentDate: LocalDate
    let dueDate: LocalDate
}

/// One line of the books. Nothing is ever changed or taken out, only added.
struct ReferenceMovement {
    let item: ReferenceItem
    let kind: MovementKind
    let effectiveOn: LocalDate
    let amount: Int64
    let base: Int64
    /// The allocation it belongs to, as a number of the reference's own.
    let allocation: Int?
    /// After which business event it was known.
    let event: Int
}
