import Kernel
import Receivables

/// What tells one movement of a document from another.
struct DemoMovement: Hashable {
    let document: DocumentID
    /// The other document of an allocation, else none.
    let other: DocumentID?
    let day: LocalDate
}
