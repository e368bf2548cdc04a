/// An exact amount: a whole number of minor units of one currency.
///
/// Arithmetic throws `MoneyError` where it would leave 64 bits or mix currencies; it never traps
/// and never wraps. There are no operators, so that no sum can hide that it may fail.
package struct Money: Hashable, Sendable {
    /// The amount in the currency's smallest unit: cents for USD, yen for JPY.
    package let minorUnits: Int64
    /// The currency, which decides what a minor unit is.
    package let currency: Currency

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    package static func zero(_ currency: Currency) -> Money {
        Money(minorUnits: 0, currency: currency)
    }

    package var isZero: Bool { minorUnits == 0 }
    package var isNegative: Bool { minorUnits < 0 }
    package var isPositive: Bool { minorUnits > 0 }

    /// - Throws: `overflow`, `currencyMismatch`.
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return try result(sum, overflow)
    }

    /// - Throws: `overflow`, `currencyMismatch`.
    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(other)
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        return try result(difference, overflow)
    }

    /// - Throws: `overflow` for the most negative amount, which has no counterpart.
    package func negated() throws(MoneyError) -> Money {
        let (negative, overflow) = Int64(0).subtractingReportingOverflow(minorUnits)
        return try result(negative, overflow)
    }

    /// - Throws: `overflow` for the most negative amount.
    package func absolute() throws(MoneyError) -> Money {
        isNegative ? try negated() : self
    }

    /// - Throws: `overflow`.
    package func multiplied(by factor: Int64) throws(MoneyError) -> Money {
        let (product, overflow) = minorUnits.multipliedReportingOverflow(by: factor)
        return try result(product, overflow)
    }

    /// Which of two amounts in one currency is larger: -1, 0 or 1.
    ///
    /// - Throws: `currencyMismatch`.
    package func compared(to other: Money) throws(MoneyError) -> Int {
        try requireSameCurrency(other)
        return minorUnits < other.minorUnits ? -1 : (minorUnits > other.minorUnits ? 1 : 0)
    }

    /// The sum of amounts that must all be in `currency`; zero when there are none.
    ///
    /// Partial sums may leave 64 bits as long as the total does not: the order of the amounts
    /// must not decide whether they can be added.
    /// - Throws: `overflow`, `currencyMismatch`.
    package static func sum(
        _ amounts: some Sequence<Money>, in currency: Currency
    ) throws(MoneyError) -> Money {
        var total: Int128 = 0
        for amount in amounts {
            guard amount.currency == currency else {
                throw .currencyMismatch(currency, amount.currency)
            }
            total += Int128(amount.minorUnits)
        }
        return try Money(exactly: total, currency: currency)
    }

    /// - Throws: `overflow` when the number does not fit 64 bits.
    init(exactly minorUnits: Int128, currency: Currency) throws(MoneyError) {
        guard let fitting = Int64(exactly: minorUnits) else { throw .overflow }
        self.init(minorUnits: fitting, currency: currency)
    }

    private func requireSameCurrency(_ other: Money) throws(MoneyError) {
        guard currency == other.currency else {
            throw .currencyMismatch(currency, other.currency)
        }
    }

    private func result(_ minorUnits: Int64, _ overflow: Bool) throws(MoneyError) -> Money {
        if overflow { throw .overflow }
        return Money(minorUnits: minorUnits, currency: currency)
    }
}
