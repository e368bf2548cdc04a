/// The proleptic Gregorian calendar as arithmetic on day numbers; day 0 is 2000-01-01.
///
/// Years run from March to February here, so that the leap day is a year's last day and the
/// months before it follow one formula. 2000-03-01 opens a 400-year cycle and is day 60.
enum GregorianDay {
    private static let daysPerCycle = 146_097
    private static let firstOfMarch2000 = 60

    /// The day number of a date that exists.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let marchYear = (month <= 2 ? year - 1 : year) - 2000
        let cycle = floorDivide(marchYear, 400)
        let yearOfCycle = marchYear - cycle * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * daysPerCycle + dayOfCycle + firstOfMarch2000
    }

    /// The date of a day number.
    static func date(number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number - firstOfMarch2000
        let cycle = floorDivide(shifted, daysPerCycle)
        let dayOfCycle = shifted - cycle * daysPerCycle
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfCycle + cycle * 400 + 2000
        return (month <= 2 ? year + 1 : year, month, day)
    }

    /// The number of days of a month 1…12.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Division that rounds towards minus infinity.
    static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
