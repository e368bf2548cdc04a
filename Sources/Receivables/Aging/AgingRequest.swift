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
    /// The rows wanted by their positions, for reports by invoice, which may have a million; nil
    /// gives all of them. Totals are of the whole report all the same.
    package var window: Range<Int>?

    package init(asOf: LocalDate, limits: AgingLimits) {
        self.asOf = asOf
        self.limits = limits
    }
}
