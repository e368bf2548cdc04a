import Kernel

/// The made-up invoices of a run: the same for the same size and day.
///
/// They come in the order of their dates, spread evenly over four years that end today, and go to
/// the customers at random. Terms are 14 to 60 days; amounts are skewed to the small ones.
struct InvoiceData {
    struct Invoice {
        let customer: Int
        let date: LocalDate
        let dueDate: LocalDate
        let minorUnits: Int64
        /// The day it is paid in full; nil while it is open.
        let paidOn: LocalDate?
    }

    static let days = 1_460
    private static let terms = [14, 30, 30, 30, 45, 60]
    /// Of a thousand invoices of the last `recentDays` and of the older ones, so many are paid:
    /// 80 % in all.
    private static let recentDays = 150
    private static let recentPaid = 250
    private static let olderPaid = 863

    let count: Int
    let customers: Int
    let today: LocalDate

    init(count: Int, today: LocalDate) {
        self.count = count
        self.today = today
        customers = 10_000
    }

    static func number(_ index: Int) -> String {
        let digits = String(index)
        return "INV-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    static func customerName(_ index: Int) -> String {
        let digits = String(index)
        return "C" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            + " Trading Ltd"
    }

    func invoice(_ index: Int) throws -> Invoice {
        var random = SeededRandom(seed: UInt64(index) &* 0x9E37_79B9 &+ 7)
        let age = Self.days - 1 - index * Self.days / count
        let date = try today.adding(days: -age)
        let dueDate = try date.adding(days: Self.terms[random.below(Self.terms.count)])
        let scale = [1_000, 10_000, 50_000, 200_000, 1_000_000][random.below(5)]
        let minorUnits = Int64(500 + random.below(scale))
        let isPaid =
            random.below(1_000) < (age < Self.recentDays ? Self.recentPaid : Self.olderPaid)
        let wish = try dueDate.adding(days: random.below(60) - 15)
        return Invoice(
            customer: random.below(customers), date: date, dueDate: dueDate,
            minorUnits: minorUnits, paidOn: isPaid ? min(today, max(date, wish)) : nil)
    }
}
