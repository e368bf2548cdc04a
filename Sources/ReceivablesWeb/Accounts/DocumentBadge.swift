import Kernel
import Receivables

/// In a word and a colour, how a document stands.
struct DocumentBadge {
    let text: String
    /// The class of its colour.
    let style: String

    init(isVoid: Bool, isDisputed: Bool, open: Int64, dueDate: LocalDate, asOf day: LocalDate) {
        let standing = DocumentStanding(
            isVoid: isVoid, isDisputed: isDisputed, open: open, dueDate: dueDate, asOf: day)
        text = standing.name
        style =
            switch standing {
            case .void, .unapplied, .open: ""
            case .settled: "good"
            case .disputed: "warn"
            case .overdue: "bad"
            }
    }
}
