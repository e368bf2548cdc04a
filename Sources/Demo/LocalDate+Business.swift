import Kernel

/// The days on which the demonstration's company and its customers work.
extension LocalDate {
    /// Weekdays but for New Year's Day and the 25th of December.
    var isBusinessDay: Bool {
        if weekday.isWeekend { return false }
        let (_, month, day) = components
        return (month, day) != (1, 1) && (month, day) != (12, 25)
    }

    /// This day, or the first business day after it.
    func businessDayOnOrAfter() throws -> LocalDate {
        var day = self
        while !day.isBusinessDay { day = try day.adding(days: 1) }
        return day
    }

    /// This day, or the last business day before it.
    func businessDayOnOrBefore() throws -> LocalDate {
        var day = self
        while !day.isBusinessDay { day = try day.adding(days: -1) }
        return day
    }

    /// The first Thursday that is a business day, this day included.
    func thursdayOnOrAfter() throws -> LocalDate {
        var day = self
        while day.weekday != .thursday || !day.isBusinessDay { day = try day.adding(days: 1) }
        return day
    }

    /// The last business day of a month that is not before this day.
    func lastBusinessDayOfMonthOnOrAfter() throws -> LocalDate {
        let last = try lastOfMonth.businessDayOnOrBefore()
        if last >= self { return last }
        return try lastOfMonth.adding(days: 1).lastOfMonth.businessDayOnOrBefore()
    }
}
