package import Kernel

/// How late a customer usually pays, over the last twelve months.
///
/// Every figure is weighted by amount: a cent paid late says little, a large invoice much. What
/// is still open does not count; it is in the aging.
package struct PaymentHabits: Sendable, Equatable {
    /// The payments of one quarter of the company's year.
    package struct Quarter: Sendable, Equatable {
        package let first: LocalDate
        /// Tenths of days; nil when nothing was paid in it.
        package let beyondTermsTenths: Int64?

        package init(first: LocalDate, beyondTermsTenths: Int64?) {
            self.first = first
            self.beyondTermsTenths = beyondTermsTenths
        }
    }

    static let months = 12

    /// Tenths of days after the due day, Σ amount × (paid − due) ÷ Σ amount; negative is early.
    package let beyondTermsTenths: Int64
    /// Tenths of days after the invoice.
    package let toPayTenths: Int64
    /// Of what was paid, the share that was paid after its due day, in tenths of a percent.
    package let lateShareTenths: Int64
    /// The most days that any part of an invoice was late; 0 when none was.
    package let latestDays: Int
    /// How many invoices the figures rest on.
    package let invoices: Int
    /// The quarters that the twelve months touch, the earliest first.
    package let quarters: [Quarter]

    /// The day from which payments are wanted: the first one of the earliest quarter.
    package static func start(
        today: LocalDate, year: FiscalYear
    ) throws(DateError) -> LocalDate {
        try year.start(of: 3, at: today.adding(months: -months).adding(days: 1))
    }

    /// nil when nothing was paid in the last twelve months: not known yet.
    ///
    /// - Parameter payments: those from `start` on; earlier ones and later ones than today, and
    ///   those of no amount, do not count.
    package init?(
        _ payments: [SettledPayment], today: LocalDate, year: FiscalYear
    ) throws(DateError) {
        let since = try today.adding(months: -Self.months)
        let counted = payments.filter { $0.amount > 0 && $0.paidOn <= today }
        let recent = counted.filter { $0.paidOn > since }
        guard
            let beyond = Self.average(recent, { $0.dueOn.days(until: $0.paidOn) }),
            let toPay = Self.average(recent, { $0.invoicedOn.days(until: $0.paidOn) }),
            let late = Self.average(recent, { $0.paidOn > $0.dueOn ? 100 : 0 })
        else { return nil }
        beyondTermsTenths = beyond
        toPayTenths = toPay
        lateShareTenths = late
        latestDays = max(0, recent.map { $0.dueOn.days(until: $0.paidOn) }.max() ?? 0)
        invoices = Set(recent.map(\.invoice)).count
        var quarters: [Quarter] = []
        var first = try Self.start(today: today, year: year)
        while first <= today {
            let next = try first.adding(months: 3)
            let paid = counted.filter { $0.paidOn >= first && $0.paidOn < next }
            quarters.append(
                Quarter(
                    first: first,
                    beyondTermsTenths: Self.average(paid, { $0.dueOn.days(until: $0.paidOn) })))
            first = next
        }
        self.quarters = quarters
    }

    /// Σ amount × value ÷ Σ amount, in tenths, rounded once.
    private static func average(
        _ payments: [SettledPayment], _ value: (SettledPayment) -> Int
    ) -> Int64? {
        var weighted: Int128 = 0
        var total: Int128 = 0
        for payment in payments {
            weighted += Int128(payment.amount) * Int128(value(payment))
            total += Int128(payment.amount)
        }
        guard total > 0 else { return nil }
        return Int64(exactly: HalfEven.divide(weighted * 10, by: total))
    }
}
