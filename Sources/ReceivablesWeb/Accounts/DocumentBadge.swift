import Kernel

/// In a word, how a document stands.
struct DocumentBadge {
    let text: String
    /// The class of its colour.
    let style: String

    init(isVoid: Bool, isDisputed: Bool, open: Int64, dueDate: LocalDate, asOf day: LocalDate) {
        if isVoid {
            (text, style) = ("Void", "")
        } else if open == 0 {
            (text, style) = ("Settled", "good")
        } else if isDisputed {
            (text, style) = ("Disputed", "warn")
        } else if open < 0 {
            (text, style) = ("Unapplied", "")
        } else if dueDate < day {
            (text, style) = ("Overdue", "bad")
        } else {
            (text, style) = ("Open", "")
        }
    }
}
