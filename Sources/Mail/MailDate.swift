import Kernel

/// A time as RFC 5322 writes it: `Sat, 21 Nov 2026 21:56:51 +0000`.
enum MailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ instant: Instant) throws(DateError) -> String {
        let seconds = Int(instant.unixSeconds)
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let date = try LocalDate(year: 1970, month: 1, day: 1).adding(days: day)
        let rest = seconds - day * 86_400
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(days[date.weekday.rawValue - 1]), \(date.day) \(months[date.month - 1])"
            + " \(date.year) \(time.joined(separator: ":")) +0000"
    }
}
