package import Kernel

/// Which customers a list shows, and in what order.
package struct CustomerListRequest: Sendable, Equatable {
    package static let pageSize = 100

    package enum Sort: String, Sendable, CaseIterable {
        case name, balance, overdue
    }

    package enum Order: String, Sendable, CaseIterable {
        case ascending = "asc"
        case descending = "desc"
    }

    package enum Choice: String, Sendable, CaseIterable {
        case all
        /// Those with an open item.
        case open
        /// Those who owe something that is past due.
        case overdue
    }

    package let asOf: LocalDate
    package let search: String
    package let choice: Choice
    package let sort: Sort
    package let order: Order
    /// From 1.
    package let page: Int

    package init(
        asOf: LocalDate, search: String = "", choice: Choice = .all, sort: Sort = .balance,
        order: Order = .descending, page: Int = 1
    ) {
        self.asOf = asOf
        self.search = search
        self.choice = choice
        self.sort = sort
        self.order = order
        self.page = page
    }
}
