package import Kernel

/// An aging report in one currency: who owes how much, and for how long.
package struct AgingReport: Sendable {
    package let tenant: String
    package let request: AgingRequest
    /// The currency of every amount here.
    package let currency: Currency
    /// All rows, or those of the request's window.
    package let rows: [AgingRow]
    /// The position of the first one.
    package let firstRow: Int
    /// How many rows there are in all windows together: those of the whole report, or those that
    /// its search has found.
    package let rowCount: Int
    /// What the rows that a search has found add up to; nil without one.
    package var found: AgingTotals?
    /// What they added up to on the day compared with.
    package var foundBefore: Int64?
    /// Credit that is not applied, which stands in the buckets or in its own column; nil where
    /// nobody asked, see `AgingPlan`.
    package var unappliedCredit: Int64?
    /// What moved the open amounts since the day compared with; nil without one.
    package var rollForward: RollForward?
    /// Totals of the whole report, minor units.
    package let totals: AgingTotals
    /// The control account's balance on the same day, from the journal alone; nil for the customers
    /// of a portfolio, of whom the journal has no balance.
    package let controlBalance: Int64?
    /// Whether documents without a date of their own took a later file's date, so that this
    /// report may lack movements that had happened.
    package let warnings: [String]
}
