import Glibc

/// A point in time with microseconds, as PostgreSQL's `timestamptz` stores it.
///
/// PostgreSQL's infinities are the two extreme values; arithmetic that leaves the range ends
/// there instead of trapping.
package struct Instant: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00:00 UTC; negative before.
    package let microsecondsSince2000: Int64

    /// Unix time, which starts in 1970, runs this far ahead.
    static let unixSecondsIn2000: Int64 = 946_684_800

    package init(microsecondsSince2000: Int64) {
        self.microsecondsSince2000 = microsecondsSince2000
    }

    /// A Unix time; one that does not fit becomes the nearest value that does.
    package init(unixSeconds: Int64, microseconds: Int64 = 0) {
        let seconds = Int128(unixSeconds) - Int128(Instant.unixSecondsIn2000)
        self.init(clamping: seconds * 1_000_000 + Int128(microseconds))
    }

    private init(clamping microseconds: Int128) {
        microsecondsSince2000 = Int64(clamping: microseconds)
    }

    /// The system clock's time. Rules never call this: they are given the day or the instant.
    package static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            unixSeconds: Int64(time.tv_sec), microseconds: Int64(time.tv_nsec) / 1000)
    }

    /// Whole seconds since 1970, rounded towards the past.
    package var unixSeconds: Int64 {
        secondsSince2000 + Instant.unixSecondsIn2000
    }

    /// Whole seconds since 2000, rounded towards the past.
    var secondsSince2000: Int64 {
        let quotient = microsecondsSince2000 / 1_000_000
        return microsecondsSince2000 % 1_000_000 < 0 ? quotient - 1 : quotient
    }

    /// Later by a duration, or earlier by a negative one; parts below a microsecond are dropped.
    package func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let micros = Int128(seconds) * 1_000_000 + Int128(attoseconds / 1_000_000_000_000)
        return Instant(clamping: Int128(microsecondsSince2000) + micros)
    }

    /// How long after `earlier` this is; negative when it is before.
    package func duration(since earlier: Instant) -> Duration {
        let micros = Int128(microsecondsSince2000) - Int128(earlier.microsecondsSince2000)
        let seconds = Int64(micros / 1_000_000)
        let attoseconds = Int64(micros % 1_000_000) * 1_000_000_000_000
        return Duration(secondsComponent: seconds, attosecondsComponent: attoseconds)
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSince2000 < right.microsecondsSince2000
    }
}
