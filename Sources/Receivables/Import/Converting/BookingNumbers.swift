import Formats

/// Numbers for payments and other bookings that have none of their own: journals give them the
/// number of the invoice that they are about, and an invoice may be paid more than once.
struct BookingNumbers {
    private static let numbersMax = 500_000

    private var counts: [String: Int] = [:]

    /// The number that is given with the day, which is the same however the bookings are spread
    /// over files; a further one of the same day is counted.
    mutating func number(_ customer: String, _ type: String, _ given: String, on day: String)
        -> String
    {
        let number = given.isEmpty ? "\(type) \(day)" : "\(given) \(day)"
        let key = "\(customer)\u{1F}\(type)\u{1F}\(number)"
        guard counts.count < Self.numbersMax || counts[key] != nil else { return number }
        counts[key, default: 0] += 1
        guard let count = counts[key], count > 1 else { return number }
        return "\(number) #\(count)"
    }

    /// A day as bookings write it, always in one way.
    static func day(_ text: String) -> String {
        (try? WrittenDate.parse(text, style: .order(.ymd)))?.description ?? text
    }
}
