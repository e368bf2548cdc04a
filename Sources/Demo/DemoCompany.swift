package import Kernel
import Receivables

/// An invented company that supplies kitchens and hotels: its customers and some three years of
/// what happened with them, up to and including today.
///
/// The story is the same on every machine, and of two stories with the same start the shorter
/// one is the beginning of the longer one: every array here only grows at its end when `today`
/// moves on. Nothing is effective after `today`.
package struct DemoCompany: Sendable, Equatable {
    package static let standardSeed: UInt64 = 20_240_229
    package static let monthsOfHistory = 36
    /// From this month of the story on foreign items are valued at every month's end.
    private static let revaluedFromMonth = 33

    /// The first day, which is the first of a month.
    package let start: LocalDate
    package let today: LocalDate
    package let customers: [DemoCustomer]
    /// By day; two currencies a month.
    package let rates: [DemoRate]
    /// By date.
    package let documents: [DemoDocument]
    /// By date.
    package let allocations: [DemoAllocation]
    package let writeOffs: [DemoWriteOff]
    package let voids: [DemoVoid]
    /// Month ends at whose rates foreign items were valued, all before today.
    package let revaluations: [LocalDate]

    /// Three full years before the month of `today`.
    ///
    /// - Throws: `DateError.outOfRange`.
    package static func start(for today: LocalDate) throws -> LocalDate {
        try today.firstOfMonth.adding(months: -monthsOfHistory)
    }

    /// The rates of a story's first day. They are the same for every start, and nothing but the
    /// demonstration has them.
    static func firstRates(from start: LocalDate) throws -> [DemoRate] {
        try ExchangeRates(start: start, seed: standardSeed).rates(through: start)
    }

    /// - Parameter start: the first of a month; where a story goes on, the one it began with.
    /// - Throws: `DateError.outOfRange` for a day near the ends of the calendar.
    package init(
        start: LocalDate, today: LocalDate, seed: UInt64 = standardSeed
    ) throws {
        self.start = start
        self.today = today
        customers = try Roster.customers(seed: seed)
        rates = try ExchangeRates(start: start, seed: seed).rates(through: today)
        let sales = SalesPlan(start: start, seed: seed)
        var book = StoryBook()
        for customer in customers {
            book.add(try CustomerStory(customer: customer, sales: sales, today: today))
        }
        let told = book.told()
        documents = told.documents
        allocations = told.allocations
        writeOffs = told.writeOffs
        voids = told.voids
        var revaluations: [LocalDate] = []
        var month = Self.revaluedFromMonth
        // What a month's end was valued at is taken back the day after, which must have come.
        while case let end = try start.adding(months: month).lastOfMonth, end < today {
            revaluations.append(end)
            month += 1
        }
        self.revaluations = revaluations
    }
}
