/// When in a year a POSIX time zone changes its offset.
struct PosixDayRule: Sendable {
    /// How the day is named.
    enum Day: Sendable {
        /// `Mm.w.d`: weekday 0 (Sunday)…6 of week 1…5 of a month; week 5 is the last.
        case weekday(month: Int, week: Int, weekday: Int)
        /// `Jn`: day 1…365 of the year, 29 February never counted.
        case julian(Int)
        /// `n`: day 0…365 of the year, 29 February counted.
        case ordinal(Int)
    }

    let day: Day
    /// Local seconds after that day's midnight, possibly negative or more than a day.
    let secondsAfterMidnight: Int

    /// Local seconds since 2000-01-01 00:00 of the change in a year.
    func seconds(in year: Int) -> Int {
        let firstOfYear = GregorianDay.number(year: year, month: 1, day: 1)
        let number: Int
        switch day {
        case .weekday(let month, let week, let weekday):
            number = PosixDayRule.number(year, month, week, weekday)
        case .julian(let day):
            number = firstOfYear + day - 1 + (GregorianDay.isLeap(year) && day >= 60 ? 1 : 0)
        case .ordinal(let day):
            number = firstOfYear + day
        }
        return number * 86_400 + secondsAfterMidnight
    }

    private static func number(_ year: Int, _ month: Int, _ week: Int, _ weekday: Int) -> Int {
        let first = GregorianDay.number(year: year, month: month, day: 1)
        // 2000-01-01 was a Saturday, day 6 counted from Sunday.
        let firstWeekday = first + 6 - GregorianDay.floorDivide(first + 6, 7) * 7
        var day = (weekday - firstWeekday + 7) % 7 + 1 + (week - 1) * 7
        if day > GregorianDay.days(inMonth: month, of: year) { day -= 7 }
        return first + day - 1
    }
}
