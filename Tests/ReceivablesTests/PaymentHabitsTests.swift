import Kernel
import Testing

@testable import Receivables

@Suite
struct `How a customer pays` {
    private static let today = "2026-11-21"

    /// A payment of an invoice of 30 days' terms, so many days after its due day.
    private static func payment(
        _ invoice: Int64, paid: String, late days: Int, _ amount: Int64
    ) throws -> SettledPayment {
        let paidOn = try LocalDate(iso: paid)
        let dueOn = try paidOn.adding(days: -days)
        return SettledPayment(
            invoice: ID(invoice), invoicedOn: try dueOn.adding(days: -30), dueOn: dueOn,
            paidOn: paidOn, amount: amount)
    }

    private static func habits(_ payments: [SettledPayment]) throws -> PaymentHabits? {
        try PaymentHabits(payments, today: LocalDate(iso: today), year: .calendar)
    }

    @Test func `is not known where nothing was paid in twelve months`() throws {
        #expect(try Self.habits([]) == nil)
        let old = try Self.payment(1, paid: "2025-11-21", late: 5, 100)
        let later = try Self.payment(2, paid: "2026-11-22", late: 5, 100)
        let nothing = try Self.payment(3, paid: "2026-11-01", late: 5, 0)
        #expect(try Self.habits([old, later, nothing]) == nil)
    }

    @Test func `counts from the day after twelve months ago until today`() throws {
        let first = try Self.payment(1, paid: "2025-11-22", late: 10, 100)
        let last = try Self.payment(2, paid: "2026-11-21", late: 20, 100)
        let habits = try #require(try Self.habits([first, last]))
        #expect(habits.beyondTermsTenths == 150)
        #expect(habits.invoices == 2)
        #expect(habits.latestDays == 20)
    }

    @Test func `is weighted by amount`() throws {
        // 900 paid on the day, 100 thirty days late: 3 days on average, 33 after the invoice.
        let habits = try #require(
            try Self.habits([
                Self.payment(1, paid: "2026-10-01", late: 0, 900),
                Self.payment(2, paid: "2026-10-02", late: 30, 100),
            ]))
        #expect(habits.beyondTermsTenths == 30)
        #expect(habits.toPayTenths == 330)
        #expect(habits.lateShareTenths == 100)
        #expect(habits.latestDays == 30)
    }

    @Test func `may be early, and then never late`() throws {
        let habits = try #require(
            try Self.habits([
                Self.payment(1, paid: "2026-10-01", late: -4, 100),
                Self.payment(1, paid: "2026-10-02", late: -3, 100),
            ]))
        #expect(habits.beyondTermsTenths == -35)
        #expect(habits.lateShareTenths == 0)
        #expect(habits.latestDays == 0)
        #expect(habits.invoices == 1)
    }

    @Test func `rounds half to even, once`() throws {
        // (1 × 3 + 0 × 1) ÷ 8 = 0.375 days → 3.75 tenths → 4; 1 ÷ 4 = 0.25 → 2.5 tenths → 2.
        let third = try Self.habits([
            Self.payment(1, paid: "2026-10-01", late: 1, 3),
            Self.payment(2, paid: "2026-10-01", late: 0, 5),
        ])
        #expect(third?.beyondTermsTenths == 4)
        let quarter = try Self.habits([
            Self.payment(1, paid: "2026-10-01", late: 1, 1),
            Self.payment(2, paid: "2026-10-01", late: 0, 3),
        ])
        #expect(quarter?.beyondTermsTenths == 2)
    }

    @Test func `shows the quarters that the twelve months touch`() throws {
        #expect(
            try PaymentHabits.start(today: LocalDate(iso: Self.today), year: .calendar)
                == LocalDate(iso: "2025-10-01"))
        #expect(
            try PaymentHabits.start(today: LocalDate(iso: "2026-12-31"), year: .calendar)
                == LocalDate(iso: "2026-01-01"))
        let habits = try #require(
            try Self.habits([
                // Counts in its quarter, though not in the twelve months.
                Self.payment(1, paid: "2025-10-01", late: 40, 100),
                Self.payment(2, paid: "2026-01-15", late: 10, 100),
                Self.payment(3, paid: "2026-03-31", late: 20, 100),
                Self.payment(4, paid: "2026-11-20", late: -2, 100),
            ]))
        #expect(habits.beyondTermsTenths == 93)
        #expect(
            habits.quarters.map(\.first.description)
                == ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"])
        #expect(habits.quarters.map(\.beyondTermsTenths) == [400, 150, nil, nil, -20])
    }

    @Test func `shows the quarters of the company's own year`() throws {
        // The twelve months begin on 22 November 2025, in a quarter that began with that month.
        let year = FiscalYear(firstMonth: 2)
        let payment = try Self.payment(1, paid: "2025-11-01", late: 40, 100)
        let recent = try Self.payment(2, paid: "2026-04-30", late: 10, 100)
        let habits = try #require(
            try PaymentHabits([payment, recent], today: LocalDate(iso: Self.today), year: year))
        #expect(
            habits.quarters.map(\.first.description)
                == ["2025-11-01", "2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01"])
        #expect(habits.quarters.map(\.beyondTermsTenths) == [400, 100, nil, nil, nil])
    }

    @Test func `holds the largest amounts there are`() throws {
        let habits = try Self.habits(
            (1...50).map {
                try Self.payment($0, paid: "2026-10-01", late: 3_000, 1_000_000_000_000_000)
            })
        #expect(habits?.beyondTermsTenths == 30_000)
    }
}
