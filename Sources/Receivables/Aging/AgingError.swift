package import Kernel

/// What can be wrong with the question an aging report is asked.
package enum AgingError: DomainError, Equatable {
    case limits
    case unknownCurrency(String)
    /// The known-at time is not past for every transaction yet.
    case knownAtTooRecent(Instant)
    /// The known-at time has not come yet.
    case knownAtInFuture
    case unknownCustomer(String)
    /// A cursor that no page gave out.
    case cursor
    case pastTheEnd
    case sort
    /// The day to compare with is not before the report's.
    case comparison
    /// A total left 64 bits.
    case totalTooLarge
    case dateRange

    package var kind: ErrorKind {
        switch self {
        case .limits, .unknownCurrency, .knownAtInFuture, .cursor, .totalTooLarge, .dateRange,
            .sort, .comparison:
            .invalid
        case .knownAtTooRecent: .conflict
        case .unknownCustomer, .pastTheEnd: .notFound
        }
    }

    package var code: String {
        switch self {
        case .limits: "aging_limits_invalid"
        case .unknownCurrency: "currency_unknown"
        case .knownAtTooRecent: "known_at_too_recent"
        case .knownAtInFuture: "known_at_in_future"
        case .unknownCustomer: "customer_unknown"
        case .cursor: "cursor_invalid"
        case .pastTheEnd: "page_past_the_end"
        case .sort: "sort_unknown"
        case .comparison: "comparison_not_earlier"
        case .totalTooLarge: "total_too_large"
        case .dateRange: "date_range_invalid"
        }
    }

    package var userMessage: String {
        switch self {
        case .limits:
            "The aging limits must be whole days of at least 1 that increase from left to right,"
                + " for example 30,60,90,120; at most \(AgingLimits.countMax) of them."
        case .unknownCurrency(let code):
            "“\(code.prefix(20))” is not an ISO 4217 currency code; use a code such as EUR,"
                + " “base” or “all”."
        case .knownAtTooRecent(let earliest):
            "Somebody is still writing what began at \(earliest); ask for a time before that, or"
                + " try again in a moment."
        case .knownAtInFuture: "Nobody can say yet what will be known then: the time is to come."
        case .unknownCustomer(let name): "There is no customer “\(name.prefix(120))”."
        case .cursor: "This “after” value is not one that this report gave."
        case .pastTheEnd: "There is nothing after this place: it is past the end."
        case .sort:
            "A report is sorted by customer, total, unapplied, bucket-0, bucket-1 and so on, with a"
                + " minus in front for the largest first."
        case .comparison: "The day to compare with must be before the day of the report."
        case .totalTooLarge: "The total is larger than this program can print exactly."
        case .dateRange: "The first date must not be later than the last one."
        }
    }
}
