import Kernel

/// Tells 31/03/26 with the year behind from 26/03/31 with the year in front: years of a file lie
/// close together, days do not.
struct ShortYears: Sendable {
    /// Years of one file hardly differ by more.
    private static let yearsMax = 12
    private static let datesEnough = 3

    private var count = 0
    private var first = Int.max...Int.max
    private var last = Int.max...Int.max

    mutating func add(_ parts: DateParts) {
        first = count == 0 ? parts.first...parts.first : Self.widened(first, parts.first)
        last = count == 0 ? parts.last...parts.last : Self.widened(last, parts.last)
        count += 1
    }

    /// What several possible orders come to.
    func verdict(_ orders: DateOrderSet) -> DateStyleDetector.Verdict {
        guard count > 0, orders.contains(.ymd) else { return .ambiguous(orders) }
        let isYearFirst =
            count >= Self.datesEnough && first.upperBound - first.lowerBound <= Self.yearsMax
            && last.upperBound - last.lowerBound > Self.yearsMax
        if isYearFirst { return .certain(.order(.ymd)) }
        // Hardly anybody writes years of two digits in front.
        let others = orders.subtracting(.ymd).orders
        return others.count == 1
            ? .certain(.order(others[0])) : .ambiguous(orders.subtracting(.ymd))
    }

    private static func widened(_ range: ClosedRange<Int>, _ value: Int) -> ClosedRange<Int> {
        min(range.lowerBound, value)...max(range.upperBound, value)
    }
}
