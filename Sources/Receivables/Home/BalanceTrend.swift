package import Kernel

/// What was open and what of it was overdue, at the end of each of some weeks.
package enum BalanceTrend {
    /// How many days are shown: thirteen weeks, and today.
    package static let pointCount = 14
    static let daysApart = 7

    package struct Point: Sendable, Equatable {
        package let day: LocalDate
        /// Minor units of the base currency.
        package let total: Int64
        package let overdue: Int64

        package init(day: LocalDate, total: Int64, overdue: Int64) {
            self.day = day
            self.total = total
            self.overdue = overdue
        }
    }

    /// Amounts that are open from one point up to another and overdue from a third.
    struct Span: Sendable {
        /// The first point at which it is open.
        let first: Int
        /// The first point at which it is overdue, if it still is open then.
        let overdueFrom: Int
        /// The first point at which it is open no more.
        let end: Int
        let amount: Int64
    }

    /// The earliest day shown.
    static func start(today: LocalDate) throws(DateError) -> LocalDate {
        try today.adding(days: -daysApart * (pointCount - 1))
    }

    /// - Throws: `AgingError.totalTooLarge`, `DateError`.
    static func points(_ spans: [Span], today: LocalDate) throws -> [Point] {
        let start = try start(today: today)
        return try (0..<pointCount).map { index in
            var total: Int64 = 0
            var overdue: Int64 = 0
            for span in spans where span.first <= index && index < span.end {
                total = try sum(total, span.amount)
                if span.overdueFrom <= index { overdue = try sum(overdue, span.amount) }
            }
            return Point(
                day: try start.adding(days: index * daysApart), total: total, overdue: overdue)
        }
    }

    private static func sum(_ left: Int64, _ right: Int64) throws(AgingError) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .totalTooLarge }
        return sum
    }
}
