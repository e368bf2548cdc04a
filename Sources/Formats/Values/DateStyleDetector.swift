package import Kernel

/// Finds out from whole columns how their dates are written.
///
/// All date columns of a file go into one detector: a file is written in one style. Dates with the
/// year in front, among them a spreadsheet's date cells, are read in any style and have no vote
/// beside others. Numbers are dates only where nearly everything else is one too.
package struct DateStyleDetector: Sendable {
    /// What the texts say together.
    package enum Verdict: Hashable, Sendable {
        /// No text is a date in any style.
        case noDates
        /// One style reads every date, or all that do read the same dates.
        case certain(DateStyle)
        /// Several orders read every date and disagree about some.
        case ambiguous(DateOrderSet)
        /// No order reads every date: the columns mix them.
        case mixed
    }

    /// So many numbers must come on one text that is none, for them to be dates.
    private static let serialsPerReject = 4

    /// The Kernel's, which has taken the texts whose order matters.
    package private(set) var detector = DateOrderDetector()
    /// Dates with the year in front.
    package private(set) var yearFirst = 0
    /// Dates such as Jul 25, 2026.
    private var monthNameFirst = 0
    /// Dates such as 25 Jul 2026.
    private var dayFirst = 0
    /// Texts of five digits that may be a spreadsheet's dates.
    package private(set) var serials = 0
    /// Texts that are neither blank nor a date in any style.
    package var rejected: Int { failed + detector.rejected }
    /// Dates whose year has two digits.
    package private(set) var twoDigitYears = 0
    /// The text that left the fewest orders.
    package private(set) var settledBy: ColumnExample?
    /// The first text that is another day in another order.
    package private(set) var doubtful: ColumnExample?
    private var failed = 0
    private var pointed = 0
    private var shortYears = ShortYears()

    package init() {}

    /// Takes the next text.
    ///
    /// - Parameter line: the file's, counted from 1; 0 when it does not matter.
    package mutating func add(_ bytes: Span<UInt8>, line: Int64 = 0) {
        switch DateReading(bytes) {
        case .blank:
            return
        case .settled(_, let order):
            switch order {
            case .ymd: yearFirst += 1
            case .mdy: monthNameFirst += 1
            case .dmy: dayFirst += 1
            }
        case .serial:
            serials += 1
        case .failed:
            failed += 1
        case .ordered(let text):
            let possible = detector.possible
            let dates = detector.dates
            text.withSpan { date in
                detector.add(date)
                guard detector.dates > dates else { return }
                look(at: date, bytes, line)
            }
            if detector.possible != possible, !detector.possible.isEmpty {
                settledBy = ColumnExample(bytes, line: line)
            }
        }
    }

    /// Takes the next text.
    package mutating func add(_ text: String, line: Int64 = 0) {
        add(text.utf8.span, line: line)
    }

    /// Texts that are a date in at least one style.
    package var dates: Int { detector.dates + settled + serials }

    /// Dates with one reading: the year in front, or a month's name.
    private var settled: Int { yearFirst + monthNameFirst + dayFirst }

    /// Whether every date whose order matters is written like 30.9.2026, which nobody reads month
    /// first.
    package var usesPoints: Bool { detector.dates > 0 && pointed == detector.dates }

    /// What the texts taken so far say.
    package var verdict: Verdict {
        switch detector.verdict {
        case .certain(let order): return .certain(.order(order))
        case .ambiguous(let orders): return shortYears.verdict(orders)
        case .mixed: return .mixed
        case .noDates:
            if settled > 0 { return .certain(.order(settledOrder)) }
            let isSerial = serials > 0 && rejected * Self.serialsPerReject <= serials
            return isSerial ? .certain(.serial) : .noDates
        }
    }

    private mutating func look(at date: Span<UInt8>, _ bytes: Span<UInt8>, _ line: Int64) {
        let parts = DateParts(date)
        pointed += parts.usesPoints ? 1 : 0
        if parts.lastDigits <= 2 {
            twoDigitYears += 1
            shortYears.add(parts)
        }
        guard doubtful == nil else { return }
        let monthFirst = try? DateText.parse(date, order: .mdy)
        let dayFirst = try? DateText.parse(date, order: .dmy)
        if let monthFirst, let dayFirst, monthFirst != dayFirst {
            doubtful = ColumnExample(bytes, line: line)
        }
    }

    /// The order in which most of the dates are written that have one reading.
    private var settledOrder: DateOrder {
        if yearFirst >= max(monthNameFirst, dayFirst) { return .ymd }
        return monthNameFirst > dayFirst ? .mdy : .dmy
    }
}
