/// A company's year: twelve months from the first day of one of them, in quarters of three.
package struct FiscalYear: Hashable, Sendable {
    /// The year that begins in January.
    package static let calendar = FiscalYear(firstMonth: 1)

    /// 1 to 12.
    package let firstMonth: Int

    package init(firstMonth: Int) {
        self.firstMonth = firstMonth
    }

    /// The first day of the month, quarter or year that a day is in.
    ///
    /// - Parameter months: how long it is: 1, 3 or 12.
    package func start(of months: Int, at day: LocalDate) throws(DateError) -> LocalDate {
        try day.firstOfMonth.adding(months: -(month(of: day) % months))
    }

    /// The last day of the month, quarter or year before the one that a day is in.
    package func end(ofLast months: Int, before day: LocalDate) throws(DateError) -> LocalDate {
        try start(of: months, at: day).adding(days: -1)
    }

    /// What the quarter of a day is called: `Q3 2026`, or `Q1 FY2027` of a year that is called
    /// after the calendar year in which it ends.
    package func quarterName(of day: LocalDate) -> String {
        let name = "Q\(month(of: day) / 3 + 1)"
        guard firstMonth != 1 else { return "\(name) \(day.year)" }
        return "\(name) FY\(day.month < firstMonth ? day.year : day.year + 1)"
    }

    /// Which month of this year a day is in, from 0.
    private func month(of day: LocalDate) -> Int { (day.month - firstMonth + 12) % 12 }
}
