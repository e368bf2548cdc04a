import Formats
import Kernel

/// Buckets that a report names by dates, as Dynamics NAV does: `09/01/26..09/30/26`,
/// `Before 08/01/26`. How many days past due they are depends on the day of the report.
struct DateBuckets {
    private enum Label {
        case between(LocalDate, LocalDate)
        case before(LocalDate)
        case after(LocalDate)
    }

    /// A month has no more days; longer ranges are no buckets.
    private static let daysMax = 400

    /// The header with such columns as buckets.
    ///
    /// - Parameter asOf: the day of the report.
    static func resolved(
        _ header: TableHeader, asOf: LocalDate?, prefersMonthFirst: Bool
    ) -> TableHeader {
        guard !header.hasBuckets, let asOf,
            header.texts.contains(where: { $0.utf8.count(where: isDigit) >= 4 })
        else { return header }
        let orders: [DateOrder] = prefersMonthFirst ? [.mdy, .dmy, .ymd] : [.dmy, .mdy, .ymd]
        for order in orders {
            let buckets = header.texts.map { bucket($0, asOf, order) }
            let plain = header.texts.map { AgingBucket(label: $0) }
            guard buckets.count(where: { $0 != nil }) >= 2 else { continue }
            return TableHeader(header.texts, buckets: zip(buckets, plain).map { $0 ?? $1 })
        }
        return header
    }

    private static func bucket(
        _ text: String, _ asOf: LocalDate, _ order: DateOrder
    ) -> AgingBucket? {
        switch label(text, order) {
        case .between(let start, let end):
            let days = start.days(until: end)
            guard days >= 0, days <= daysMax else { return nil }
            return AgingBucket(
                label: text, from: max(0, end.days(until: asOf)), to: start.days(until: asOf))
        case .before(let day):
            return AgingBucket(label: text, from: day.days(until: asOf) + 1, to: nil)
        case .after(let day):
            return AgingBucket(label: text, from: nil, to: max(0, day.days(until: asOf) - 1))
        case nil: return nil
        }
    }

    /// `6/1/2026 - 6/30/2026 (30) Open Balance`: what follows the dates says no more.
    private static func dates(_ text: String) -> String {
        let end = text.firstIndex(of: "(") ?? text.endIndex
        return String(text[..<end]).trimmedOfBlanks
    }

    /// Whether a text is the name of such a column, of whatever order its dates are.
    static func isLabel(_ text: String) -> Bool {
        text.utf8.count(where: isDigit) >= 4
            && [DateOrder.mdy, .dmy, .ymd].contains { label(text, $0) != nil }
    }

    private static func label(_ whole: String, _ order: DateOrder) -> Label? {
        let text = dates(whole)
        func date(_ part: some StringProtocol) -> LocalDate? {
            try? WrittenDate.parse(String(part).trimmedOfBlanks, style: .order(order))
        }
        for separator in ["..", " - ", " – ", " to ", " bis "] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            if parts.count == 2, let start = date(parts[0]), let end = date(parts[1]) {
                return .between(start, end)
            }
            if separator == "..", parts.count == 2 {
                if parts[0].isEmpty, let end = date(parts[1]) { return .before(end) }
                if parts[1].isEmpty, let start = date(parts[0]) { return .after(start) }
            }
        }
        for word in ["Before ", "before ", "Vor ", "vor ", "Avant ", "avant "]
        where text.hasPrefix(word) {
            return date(text.dropFirst(word.count)).map(Label.before)
        }
        for word in ["After ", "after ", "Nach ", "nach ", "Après ", "après "]
        where text.hasPrefix(word) {
            return date(text.dropFirst(word.count)).map(Label.after)
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
