package import Kernel

/// What is wrong with a question to the register.
package enum RegisterError: DomainError, Equatable {
    /// A filter that can only be read in one order.
    case filterNeedsSort(String)
    /// Filters by date and by due date, each of which needs its own order.
    case filtersConflict
    /// Filters of what an import brought, which is read in the order of its ids.
    case importAlone
    /// The cursor is no cursor, or of another list.
    case foreignCursor
    /// Credits are not, nor is what was paid back.
    case neverOverdue

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .filterNeedsSort: "filter_needs_sort"
        case .filtersConflict, .importAlone: "filters_conflict"
        case .foreignCursor: "cursor_invalid"
        case .neverOverdue: "never_overdue"
        }
    }

    package var userMessage: String {
        switch self {
        case .filterNeedsSort(let sort):
            "A list with this filter comes sorted by \(sort); ask for that order, or for none."
        case .filtersConflict:
            "A list is filtered by the documents' date or by their due date, not by both: it can only be"
                + " read in the order of one."
        case .importAlone:
            "What an import brought is listed by id: filter it by customer, by number or by status"
                + " “void” besides, and by nothing else."
        case .foreignCursor:
            "“after” must be the “next” of the page before, with the same filters and order."
        case .neverOverdue: "Only invoices and opening balances can be overdue."
        }
    }
}
