package import Kernel

/// How the receivables stand today; everything is of one moment, amounts in minor units of the
/// base currency.
package struct HomeOverview: Sendable {
    package let today: LocalDate
    package let stats: SummaryStats
    /// By the tenant's own limits.
    package let limits: AgingLimits
    package let distribution: AgingDistribution
    /// What is more than 90 days past due, whatever the limits.
    package let over90: Int64
    /// The control account's balance, from the journal alone; nil for the customers of a portfolio.
    package let controlBalance: Int64?
    package let daysSalesOutstanding: DaysSalesOutstanding
    package let trend: [BalanceTrend.Point]
    /// The largest growth first.
    package let grown: [OverdueMover]
    /// The largest decline first.
    package let shrunk: [OverdueMover]
    /// What moved the balance since last week.
    package let week: RollForward
    package let imports: [RecentImport]
    package let firstSteps: FirstSteps

    package init(
        today: LocalDate, stats: SummaryStats, limits: AgingLimits,
        distribution: AgingDistribution, over90: Int64, controlBalance: Int64?,
        daysSalesOutstanding: DaysSalesOutstanding, trend: [BalanceTrend.Point],
        grown: [OverdueMover], shrunk: [OverdueMover], week: RollForward,
        imports: [RecentImport], firstSteps: FirstSteps
    ) {
        self.today = today
        self.stats = stats
        self.limits = limits
        self.distribution = distribution
        self.over90 = over90
        self.controlBalance = controlBalance
        self.daysSalesOutstanding = daysSalesOutstanding
        self.trend = trend
        self.grown = grown
        self.shrunk = shrunk
        self.week = week
        self.imports = imports
        self.firstSteps = firstSteps
    }
}
