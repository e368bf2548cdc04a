import Formats
import Kernel

/// In which order a file's dates are written, decided over all its date columns together.
struct ImportDates: Sendable {
    /// An order is taken in spite of dates that only another one reads when those are so few in
    /// comparison; the lines are rejected.
    private static let outvotedRatio = 5

    let style: DateStyle
    /// Nil when the file has no dates.
    let label: String?
    let warning: String?

    /// For spreadsheet numbers, year first.
    var order: DateOrder { style.order ?? .ymd }

    /// - Parameter usesPoints: whether the dates are written like 30.9.2026, which nobody reads
    ///   month first.
    /// - Throws: `mixedDates`.
    init(
        _ detector: DateOrderDetector, usesPoints: Bool, locale: String
    ) throws(ImportError) {
        switch detector.verdict {
        case .noDates: (style, label, warning) = (.order(.ymd), nil, nil)
        case .certain(let order): (style, label, warning) = (.order(order), order.label, nil)
        case .ambiguous(let possible):
            self = Self.usual(of: possible, usesPoints: usesPoints, locale: locale)
        case .mixed: self = try Self.outvoting(detector)
        }
    }

    /// - Throws: `mixedDates`.
    init(_ detector: DateStyleDetector, locale: String) throws(ImportError) {
        switch detector.verdict {
        case .noDates: (style, label, warning) = (.order(.ymd), nil, nil)
        case .certain(let certain): (style, label, warning) = (certain, certain.label, nil)
        case .ambiguous(let possible):
            self = Self.usual(of: possible, usesPoints: detector.usesPoints, locale: locale)
        case .mixed: self = try Self.outvoting(detector.detector)
        }
    }

    private init(_ order: DateOrder, warning: String) {
        (style, label, self.warning) = (.order(order), order.label, warning)
    }

    private static func usual(
        of possible: DateOrderSet, usesPoints: Bool, locale: String
    ) -> ImportDates {
        let usual: DateOrder =
            locale.lowercased().hasPrefix("en-us") && !usesPoints ? .mdy : .dmy
        let chosen = possible.contains(DateOrderSet(usual)) ? usual : possible.orders[0]
        return ImportDates(
            chosen,
            warning: "The dates can be read in more than one order; they were read as"
                + " \(chosen.label), as is usual for \(locale).")
    }

    private static func outvoting(
        _ detector: DateOrderDetector
    ) throws(ImportError) -> ImportDates {
        let counts = DateOrder.allCases.map { ($0, detector.count(readableIn: $0)) }
            .sorted { $0.1 > $1.1 }
        let (best, outvoted) = (counts[0], detector.dates - counts[0].1)
        guard outvoted * outvotedRatio <= detector.dates - counts[1].1 else {
            throw .mixedDates
        }
        return ImportDates(
            best.0,
            warning: "\(outvoted) of \(detector.dates) dates cannot be read as \(best.0.label), as"
                + " the others are; their lines were rejected.")
    }
}

extension DateOrder {
    /// How reports write it.
    var label: String {
        switch self {
        case .ymd: "YYYY-MM-DD"
        case .mdy: "M/D/YYYY"
        case .dmy: "D/M/YYYY"
        }
    }
}
