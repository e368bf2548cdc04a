/// Why a movement was written; the raw values are those of `ar_entry.cause`.
package enum MovementCause: Int16, Sendable, CaseIterable {
    case original = 0
    case void = 1
    case correction = 2
    /// Of an allocation or a write-off, by itself.
    case reversal = 3

    /// What people call it; nil for the original, which needs no word.
    package var name: String? {
        switch self {
        case .original: nil
        case .void: "Void"
        case .correction: "Correction"
        case .reversal: "Taken back"
        }
    }
}
