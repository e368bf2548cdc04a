/// A calendar date without a time or zone, in the years 1 to 9999.
///
/// Stored as PostgreSQL's day number, so reading and writing a `date` column is a copy.
package struct LocalDate: Hashable, Sendable {
    /// Days since 2000-01-01 in the proleptic Gregorian calendar; negative before.
    package let daysSince2000: Int32

    /// 0001-01-01.
    package static let min = LocalDate(uncheckedDays: -730_119)
    /// 9999-12-31.
    package static let max = LocalDate(uncheckedDays: 2_921_939)

    /// - Throws: `outOfRange`, also for PostgreSQL's two infinities.
    package init(daysSince2000: Int32) throws(DateError) {
        try self.init(days: Int(daysSince2000))
    }

    /// - Throws: `outOfRange` for the year, `impossibleDate` for the rest.
    package init(year: Int, month: Int, day: Int) throws(DateError) {
        guard year >= 1, year <= 9999 else { throw .outOfRange }
        guard month >= 1, month <= 12, day >= 1,
            day <= GregorianDay.days(inMonth: month, of: year)
        else { throw .impossibleDate(year: year, month: month, day: day) }
        self.init(
            uncheckedDays: Int32(GregorianDay.number(year: year, month: month, day: day)))
    }

    init(days: Int) throws(DateError) {
        guard days >= Int(LocalDate.min.daysSince2000), days <= Int(LocalDate.max.daysSince2000)
        else { throw .outOfRange }
        self.init(uncheckedDays: Int32(days))
    }

    private init(uncheckedDays: Int32) {
        daysSince2000 = uncheckedDays
    }

    /// Year 1…9999, month 1…12 and day 1…31 together, which costs one computation.
    package var components: (year: Int, month: Int, day: Int) {
        GregorianDay.date(number: Int(daysSince2000))
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    /// The day of the week.
    package var weekday: Weekday {
        // 2000-01-01 was a Saturday, ISO day 6.
        let sinceMonday = (Int(daysSince2000) + 5) % 7
        return Weekday.allCases[sinceMonday < 0 ? sinceMonday + 7 : sinceMonday]
    }

    /// How many days later `other` is; negative when it is earlier.
    package func days(until other: LocalDate) -> Int {
        Int(other.daysSince2000) - Int(daysSince2000)
    }

    /// - Throws: `outOfRange`.
    package func adding(days: Int) throws(DateError) -> LocalDate {
        let (sum, overflow) = Int(daysSince2000).addingReportingOverflow(days)
        if overflow { throw .outOfRange }
        return try LocalDate(days: sum)
    }

    /// The same day so many months later, or that month's last day when it is shorter.
    ///
    /// - Throws: `outOfRange`.
    package func adding(months: Int) throws(DateError) -> LocalDate {
        let (year, month, day) = components
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12, sum < 120_000 else { throw .outOfRange }
        let newYear = sum / 12
        let newMonth = sum % 12 + 1
        let newDay = Swift.min(day, GregorianDay.days(inMonth: newMonth, of: newYear))
        return try LocalDate(year: newYear, month: newMonth, day: newDay)
    }

    /// The first day of this date's month.
    package var firstOfMonth: LocalDate {
        LocalDate(uncheckedDays: daysSince2000 - Int32(day) + 1)
    }

    /// The last day of this date's month.
    package var lastOfMonth: LocalDate {
        let (year, month, day) = components
        let length = GregorianDay.days(inMonth: month, of: year)
        return LocalDate(uncheckedDays: daysSince2000 + Int32(length - day))
    }
}

extension LocalDate: Comparable {
    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.daysSince2000 < right.daysSince2000
    }
}
