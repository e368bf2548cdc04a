import Kernel

/// What is posted under one number: an invoice, and for some of them a receipt that is set
/// against it. All of it follows from the number, so that a second attempt is the same.
struct Sale {
    let task: Int
    let index: Int

    var number: String { "P-\(task)-\(index)" }

    /// Minor units.
    var amount: Int64 {
        var mixed = UInt64(task * 1_000_003 + index) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        return Int64(mixed % 999_900) + 100
    }

    /// Minor units of the receipt; nil when nothing was paid yet.
    var paid: Int64? {
        switch index % 4 {
        case 0: amount
        case 1: amount / 3 + 1
        default: nil
        }
    }

    var dayOffset: Int { index % 200 }
}
