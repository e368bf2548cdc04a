package import Kernel

/// In a word, how a document stands on a day.
package enum DocumentStanding: String, Sendable {
    case void = "Void"
    case settled = "Settled"
    case disputed = "Disputed"
    case unapplied = "Unapplied"
    case overdue = "Overdue"
    case open = "Open"

    package init(
        isVoid: Bool, isDisputed: Bool, open: Int64, dueDate: LocalDate, asOf day: LocalDate
    ) {
        if isVoid {
            self = .void
        } else if open == 0 {
            self = .settled
        } else if isDisputed {
            self = .disputed
        } else if open < 0 {
            self = .unapplied
        } else if dueDate < day {
            self = .overdue
        } else {
            self = .open
        }
    }

    package var name: String { rawValue }
}
