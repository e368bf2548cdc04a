/// How many days' credit sales the receivables amount to, with what it is made of.
package struct DaysSalesOutstanding: Sendable, Equatable {
    /// The period whose sales count, up to and including the day asked for.
    package static let days: Int64 = 90

    /// Minor units of the base currency, all three.
    package let receivables: Int64
    /// Of which not yet due.
    package let current: Int64
    /// Invoiced in the period.
    package let creditSales: Int64

    package init(receivables: Int64, current: Int64, creditSales: Int64) {
        self.receivables = receivables
        self.current = current
        self.creditSales = creditSales
    }

    /// Tenths of a day; nil where nothing was sold, for which it is not defined.
    package var tenths: Int64? { Self.tenths(receivables, over: creditSales) }

    /// As it would be if everybody paid on the due day.
    package var bestPossibleTenths: Int64? { Self.tenths(current, over: creditSales) }

    /// What lateness adds: the one less the other.
    package var averageDelinquentTenths: Int64? {
        guard let tenths, let bestPossibleTenths else { return nil }
        return tenths &- bestPossibleTenths
    }

    private static func tenths(_ part: Int64, over sales: Int64) -> Int64? {
        guard sales > 0 else { return nil }
        return Ratio.rounded(part, times: days * 10, over: sales)
    }
}
