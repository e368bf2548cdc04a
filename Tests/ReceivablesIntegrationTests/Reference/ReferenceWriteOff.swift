import Kernel
import Receivables

/// A part of an item that nobody will pay.
struct ReferenceWriteOff {
    /// Where it stands now; corrections of its document move it.
    var item: ReferenceItem
    /// Signed as the movement: negative for what is owed.
    let amount: Int64
    let base: Int64
    var effectiveOn: LocalDate
    var isInForce = true
    /// What the database calls it, once that is known.
    var id: WriteOffID?
}
