/// A zone described by a POSIX `TZ` text, for example `CET-1CEST,M3.5.0,M10.5.0/3`: what holds
/// after the last transition that a zone's file lists.
struct PosixTimeZone: Sendable {
    /// Daylight saving time and when it starts and ends in a year.
    struct Daylight: Sendable {
        let offsetSeconds: Int
        let start: PosixDayRule
        let end: PosixDayRule
    }

    /// Seconds east of UTC; in the text west is positive.
    let standardOffsetSeconds: Int
    let daylight: Daylight?

    init?(_ text: some Collection<UInt8>) {
        var reader = PosixTimeZoneReader(Array(text))
        guard reader.skipName(), let west = reader.time(hoursMax: 24) else { return nil }
        standardOffsetSeconds = -west
        if reader.isAtEnd {
            daylight = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standardOffsetSeconds + 3600
        if !reader.isAt(UInt8(ascii: ",")) {
            guard let west = reader.time(hoursMax: 24) else { return nil }
            offset = -west
        }
        guard let start = reader.rule(), let end = reader.rule(), reader.isAtEnd else {
            return nil
        }
        daylight = Daylight(offsetSeconds: offset, start: start, end: end)
    }

    /// Seconds east of UTC.
    func offsetSeconds(unixSeconds: Int64) -> Int {
        guard let daylight else { return standardOffsetSeconds }
        let seconds = Int(unixSeconds - Instant.unixSecondsIn2000)
        let days = GregorianDay.floorDivide(seconds + standardOffsetSeconds, 86_400)
        let year = GregorianDay.date(number: days).year
        // A rule may reach into a neighbouring year, so the latest change of three years counts.
        var latest = Int.min
        var isDaylight = false
        for candidate in year - 1...year + 1 {
            let end = daylight.end.seconds(in: candidate) - daylight.offsetSeconds
            if end <= seconds, end > latest {
                latest = end
                isDaylight = false
            }
            let start = daylight.start.seconds(in: candidate) - standardOffsetSeconds
            // An end and a start at one instant mean daylight saving time all the year.
            if start <= seconds, start >= latest {
                latest = start
                isDaylight = true
            }
        }
        return isDaylight ? daylight.offsetSeconds : standardOffsetSeconds
    }
}
