package import Kernel

/// What a unit of a currency is worth in base currency from a day on.
package struct RateRecord: Sendable {
    package let currency: Currency
    package let day: LocalDate
    package let rate: ExactDecimal

    package init(currency: Currency, day: LocalDate, rate: ExactDecimal) {
        self.currency = currency
        self.day = day
        self.rate = rate
    }
}
