package import Kernel

/// Which documents of the register are asked for, and in what order.
///
/// Every order and every filter that goes with it can be read off an index from any place on; a
/// pair that could not is refused rather than slow.
package struct RegisterQuestion: Sendable {
    package enum Sort: String, Sendable, CaseIterable {
        /// As they were recorded.
        case id
        case date
        case dueDate = "due_date"
        case amount
    }

    package enum Order: String, Sendable, CaseIterable {
        case ascending = "asc"
        case descending = "desc"
    }

    package enum Status: String, Sendable, CaseIterable {
        /// Something is not settled of it.
        case open
        /// Something of it is open that is past due.
        case overdue
        /// Nothing is open of it.
        case settled
        case void
    }

    package let kind: DocumentKind
    package let today: LocalDate
    package var customer: CustomerID?
    package var number: String?
    package var status: Status?
    package var importID: Int64?
    package var dateFrom: LocalDate?
    package var dateTo: LocalDate?
    package var dueFrom: LocalDate?
    package var dueTo: LocalDate?
    package var sort: Sort?
    package var order = Order.descending
    package var after: DocumentCursor?
    package var limit = 100

    package init(kind: DocumentKind, today: LocalDate) {
        self.kind = kind
        self.today = today
    }

    /// The order in which they come: the one asked for, else the one that the filters need.
    package var effectiveSort: Sort {
        if let sort { return sort }
        if dueFrom != nil || dueTo != nil || status == .overdue { return .dueDate }
        return dateFrom != nil || dateTo != nil || status == .open ? .date : .id
    }

    /// Whether the mark on open items finds them.
    var readsOpenItems: Bool { kind == .invoice && (status == .open || status == .overdue) }

    /// - Throws: `RegisterError`.
    func validate() throws(RegisterError) {
        let sort = effectiveSort
        if dateFrom != nil || dateTo != nil, sort != .date { throw .filterNeedsSort("date") }
        if dueFrom != nil || dueTo != nil, sort != .dueDate { throw .filterNeedsSort("due_date") }
        if readsOpenItems, sort != .date, sort != .dueDate {
            throw .filterNeedsSort("date or due_date")
        }
        if status == .overdue, !kind.canBeOverdue { throw .neverOverdue }
        if let after, after.sort != sort || after.order != order { throw .foreignCursor }
    }
}
