import Kernel
import Receivables

/// A piece of a credit set against an item.
struct ReferenceAllocation {
    let credit: DocumentID
    let target: DocumentID
    let instalment: Int16
    let amount: Int64
    /// What it takes from the item in base, and, negative, what it takes from the credit.
    let targetBase: Int64
    let creditBase: Int64
    let effectiveOn: LocalDate
    var isInForce = true
    /// What the database calls it, once that is known.
    var id: AllocationID?
}
