import Formats
import Kernel

/// Numbers for payments and other bookings that have none of their own: journals give them the
/// number of the invoice that they are about, and an invoice may be paid more than once.
struct BookingNumbers {
    private static let numbersMax = 500_000

    private var counts: [String: Int] = [:]

    /// The number that is given with the day and the amount, which is the same in whatever order
    /// the bookings stand and however they are spread over files; a further one of the same day
    /// and amount is counted.
    mutating func number(
        _ customer: String, _ type: String, _ given: String, on day: String, _ amount: String
    ) -> String {
        let name = given.isEmpty ? type : given
        let number = "\(name) \(day) \(amount)"
        let key = "\(customer)\u{1F}\(type)\u{1F}\(number)"
        guard counts.count < Self.numbersMax || counts[key] != nil else { return number }
        counts[key, default: 0] += 1
        guard let count = counts[key], count > 1 else { return number }
        return "\(number) #\(count)"
    }

    /// An amount as numbers have it, without its sign.
    static func amount(_ pair: AmountPair, _ style: DecimalStyle) -> String {
        let isNegative = (pair[style] ?? 0) < 0
        return (isNegative ? -pair : pair).text(style, decimals: 2)
    }

    /// A day as bookings write it, always in one way.
    static func day(_ text: String) -> String {
        (try? WrittenDate.parse(text, style: .order(.ymd)))?.description ?? text
    }
}
