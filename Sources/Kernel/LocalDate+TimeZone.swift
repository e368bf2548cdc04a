extension LocalDate {
    /// The calendar date at an instant in a zone; instants outside the years 1 to 9999 give the
    /// first or last date there is.
    package static func today(in zone: TimeZoneName, at instant: Instant) -> LocalDate {
        let local = Int(instant.secondsSince2000) + zone.offsetSeconds(at: instant)
        let days = GregorianDay.floorDivide(local, 86_400)
        guard let date = try? LocalDate(days: days) else {
            return days < 0 ? .min : .max
        }
        return date
    }
}

extension Instant {
    /// The instant at which clocks in a zone show a date's midnight and so many seconds more.
    ///
    /// Where clocks show that time twice, the first; where they leap over it, the time that the
    /// offset before the leap gives, so that a skipped day starts when the next one does.
    /// - Parameter secondsAfterMidnight: 0…86 400.
    package init(on date: LocalDate, secondsAfterMidnight: Int = 0, in zone: TimeZoneName) {
        precondition((0...86_400).contains(secondsAfterMidnight), "A day has 86 400 seconds.")
        let day = Int64(date.daysSince2000) * 86_400 + Int64(secondsAfterMidnight)
        let local = day + Instant.unixSecondsIn2000
        let before = Int64(zone.rules.offsetSeconds(unixSeconds: local - 86_400))
        let after = Int64(zone.rules.offsetSeconds(unixSeconds: local + 86_400))
        var found: Int64?
        for offset in [before, after] {
            let candidate = local - offset
            let isShown = Int64(zone.rules.offsetSeconds(unixSeconds: candidate)) == offset
            if isShown, candidate < found ?? .max { found = candidate }
        }
        self.init(unixSeconds: found ?? local - before)
    }
}
