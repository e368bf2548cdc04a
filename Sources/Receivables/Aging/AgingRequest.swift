package import Kernel

/// The question of one aging report.
package struct AgingRequest: Sendable {
    package enum Rows: String, Sendable, CaseIterable {
        case customer, invoice
    }

    /// How credit that is not applied is shown.
    package enum Unapplied: String, Sendable, CaseIterable {
        /// In the buckets, aged by its own date.
        case netted
        /// In a column of its own; the total is the same.
        case separate
    }

    package var asOf: LocalDate
    package var knownAt: Instant?
    package var basis: AgingBasis = .due
    package var limits: AgingLimits
    package var unapplied: Unapplied = .netted
    package var rows: Rows = .customer
    package var currency: AgingCurrency = .base
    /// Only this customer's items.
    package var customer: CustomerID?
    /// The order of the rows; nil is the usual one, see `effectiveSort`.
    package var sort: AgingSort?
    /// Only rows of customers whose name or code holds this text, whatever its case. Totals are
    /// of the whole report all the same.
    package var search: String?
    /// An earlier day: rows by customer then say what was open on it, and customers that owed
    /// something on it have a row even if they owe nothing any more.
    package var comparedTo: LocalDate?
    /// The rows wanted by their positions, for there may be a million; nil gives all of them.
    /// Totals are of the whole report all the same.
    package var window: Range<Int>?

    package init(asOf: LocalDate, limits: AgingLimits) {
        self.asOf = asOf
        self.limits = limits
    }
}
