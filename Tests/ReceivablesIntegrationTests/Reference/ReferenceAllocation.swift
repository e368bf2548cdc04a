import Kernel
import Receivables

/// A piece of a credit set against an item.
struct ReferenceAllocation {
    let credit: DocumentID
    let target: DocumentID
    let instalment: Int16
    let amount: Int64
    let targetBase: Int64
    let effectiveOn: LocalDate
    var isInForce = true
    /// What the database calls it, once that is known.
    var id: AllocationID?
}
