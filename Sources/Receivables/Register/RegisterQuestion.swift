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
        if hasDueDates { return .dueDate }
        if hasDates { return .date }
        return status == .overdue ? .dueDate : status == .open ? .date : .id
    }

    private var hasDates: Bool { dateFrom != nil || dateTo != nil }
    private var hasDueDates: Bool { dueFrom != nil || dueTo != nil }

    /// Whether the mark on open items finds them.
    var readsOpenItems: Bool { kind == .invoice && (status == .open || status == .overdue) }

    /// Tells lists apart: of which kind it is and what it leaves out, FNV-1a. A place in one is
    /// none in another.
    package var list: UInt32 {
        let filters = [
            "\(kind.rawValue)", customer?.description, number, status?.rawValue,
            importID?.description, dateFrom?.description, dateTo?.description,
            dueFrom?.description, dueTo?.description,
        ]
        var hash: UInt32 = 2_166_136_261
        for filter in filters {
            // A number may be any text: what separates two filters is no byte of UTF-8.
            for byte in Array((filter ?? "").utf8) + [filter == nil ? 0xFE : 0xFF] {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
        }
        return hash
    }

    /// - Throws: `RegisterError`.
    func validate() throws(RegisterError) {
        let sort = effectiveSort
        if hasDates, hasDueDates { throw .filtersConflict }
        if hasDates, sort != .date { throw .filterNeedsSort("date") }
        if hasDueDates, sort != .dueDate { throw .filterNeedsSort("due_date") }
        if readsOpenItems, sort != .date, sort != .dueDate {
            throw .filterNeedsSort("date or due_date")
        }
        // Backwards by date, what is not due yet stands before all of it.
        if readsOpenItems, status == .overdue, sort == .date, !hasDates {
            throw .filterNeedsSort("due_date")
        }
        if importID != nil {
            guard !hasDates, !hasDueDates, status == nil || status == .void else {
                throw .importAlone
            }
            guard sort == .id else { throw .filterNeedsSort("id") }
        }
        if status == .overdue, !kind.canBeOverdue { throw .neverOverdue }
        if let after, after.sort != sort || after.order != order || after.list != list {
            throw .foreignCursor
        }
    }
}
