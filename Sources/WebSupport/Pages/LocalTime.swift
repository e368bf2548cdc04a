package import Kernel
package import Tenancy

/// Instants by the clocks and the calendar of a company: in its time zone, dates as its locale
/// writes them. A page says once which zone that is.
package struct LocalTime: Sendable {
    private static let minutesOfDay = 1_440

    private let timeZone: TimeZoneName
    /// nil writes dates as 2026-09-30.
    private let format: LocaleFormat?

    package init(_ tenant: Tenant) {
        self.init(timeZone: tenant.timeZone, format: LocaleFormat(tenant.locale))
    }

    private init(timeZone: TimeZoneName, format: LocaleFormat?) {
        self.timeZone = timeZone
        self.format = format
    }

    /// For pages that are about no company.
    package static let utc = LocalTime(timeZone: .utc, format: nil)

    /// What a page calls the zone.
    package var zone: String { timeZone.name }

    /// To the second.
    package func second(_ instant: Instant) -> String {
        let second = (instant.unixSeconds % 60 + 60) % 60
        return "\(minute(instant)):\(Self.two(Int(second)))"
    }

    /// To the minute.
    package func minute(_ instant: Instant) -> String {
        let local = instant.unixSeconds + Int64(timeZone.offsetSeconds(at: instant))
        let day = Int64(Self.minutesOfDay * 60)
        let seconds = Int((local % day + day) % day)
        return "\(self.day(instant)), \(Self.clock(seconds / 60))"
    }

    package func day(_ instant: Instant) -> String {
        let day = LocalDate.today(in: timeZone, at: instant)
        return format?.format(day) ?? "\(day)"
    }

    /// A time of day in UTC, as the clocks show it on the day of an instant.
    package func clock(hour: Int, minute: Int, at instant: Instant) -> String {
        let local = hour * 60 + minute + timeZone.offsetSeconds(at: instant) / 60
        return Self.clock((local % Self.minutesOfDay + Self.minutesOfDay) % Self.minutesOfDay)
    }

    private static func clock(_ minutes: Int) -> String {
        "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
