import Kernel

/// Exchange rates, new ones on the first day of every month: a random walk that is drawn back to
/// where it began.
struct ExchangeRates {
    /// Millionths of a dollar. No published rate has these digits: that the first rates of a
    /// tenant are these tells that the demonstration wrote them. A version that tells another
    /// story must begin with other digits, so that it leaves the books of this one alone.
    static let opening: [(code: String, micros: Int)] = [("EUR", 1_084_731), ("GBP", 1_261_953)]

    let start: LocalDate
    let seed: UInt64

    /// The rates of every month from the start on, by day.
    func rates(through today: LocalDate) throws -> [DemoRate] {
        var micros = Self.opening.map(\.micros)
        var rates: [DemoRate] = []
        var day = start
        var month = 0
        while day <= today {
            for (index, currency) in Self.opening.enumerated() {
                if month > 0 {
                    var random = DemoRandom(seed: seed, DemoTopic.rate, index, month)
                    let back = (currency.micros - micros[index]) / 14
                    micros[index] += back + micros[index] * random.int(-170...170) / 10_000
                }
                rates.append(
                    DemoRate(
                        currency: try Currency(code: currency.code), day: day,
                        rate: try ExactDecimal(coefficient: Int128(micros[index]), scale: 6)))
            }
            month += 1
            day = try start.adding(months: month)
        }
        return rates
    }
}
