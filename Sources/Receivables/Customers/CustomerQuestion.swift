package import Kernel

/// Which customers a program asks for, and in what order.
package struct CustomerQuestion: Sendable {
    package enum Sort: String, Sendable, CaseIterable {
        /// As they were recorded.
        case id
        /// Whatever the case of their letters.
        case name
    }

    package typealias Order = RegisterQuestion.Order

    /// The day for which it is told what is overdue.
    package let today: LocalDate
    /// Words that name or code have.
    package var search: String?
    package var code: String?
    package var group: ID<CustomerGroup>?
    package var sort = Sort.id
    package var order = Order.ascending
    package var after: CustomerCursor?
    package var limit = 100

    package init(today: LocalDate) {
        self.today = today
    }

    /// - Throws: `RegisterError.foreignCursor`.
    func validate() throws(RegisterError) {
        if let after, after.sort != sort || after.order != order { throw .foreignCursor }
    }
}
