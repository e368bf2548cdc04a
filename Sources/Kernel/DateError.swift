/// Why something is not a date, or a time.
package enum DateError: DomainError, Hashable {
    /// There is nothing to read.
    case empty
    /// The text does not have the shape of a date.
    case notADate
    /// The text has the shape of a date that no calendar has, such as 30 February.
    case impossibleDate(year: Int, month: Int, day: Int)
    /// The date lies outside the years 1 to 9999.
    case outOfRange
    /// A date carries a time of day other than midnight, so it cannot stand for a whole day.
    case hasTimeOfDay
    /// The text is not an ISO 8601 time with a zone.
    case notAnInstant
    /// The name is not in the time zone database.
    case unknownTimeZone(String)

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .empty: "date_empty"
        case .notADate: "date_malformed"
        case .impossibleDate: "date_impossible"
        case .outOfRange: "date_out_of_range"
        case .hasTimeOfDay: "date_has_time"
        case .notAnInstant: "time_malformed"
        case .unknownTimeZone: "time_zone_unknown"
        }
    }

    package var userMessage: String {
        switch self {
        case .empty:
            "The date is missing."
        case .notADate:
            "This is not a date. Write it as year-month-day, for example 2026-09-30."
        case .impossibleDate(let year, let month, let day):
            month < 1 || month > 12
                ? "There is no month \(month)."
                : "There is no day \(day) in month \(month) of \(year)."
        case .outOfRange:
            "The date lies outside the years 1 to 9999."
        case .hasTimeOfDay:
            "The date carries a time of day. Only whole days are accepted here."
        case .notAnInstant:
            "This is not a time with a zone. Write it like 2026-09-30T12:00:00Z."
        case .unknownTimeZone(let name):
            "“\(name.prefix(40))” is not the name of a time zone, such as Europe/Berlin."
        }
    }
}
