import Kernel

/// What customers order, month by month: seasonal, growing, few large and many small orders.
struct SalesPlan {
    /// Sales of each calendar month in thousandths of an average one.
    private static let season = [
        830, 880, 1_000, 1_010, 1_050, 1_020, 890, 850, 1_070, 1_150, 1_210, 1_040,
    ]
    private static let growthPermillePerMonth = 5
    private static let growthMonthsMax = 60
    /// An order's size in thousandths of the usual one.
    private static let orderQuantiles = [180, 420, 620, 800, 970, 1_180, 1_550, 2_700]
    private static let pricePermillePerMonth = 2

    let start: LocalDate
    let seed: UInt64

    /// A customer's orders of a month of the story, in no particular order.
    func invoices(of customer: DemoCustomer, month: Int) throws -> [PlannedInvoice] {
        guard customer.months.contains(month) else { return [] }
        let first = try start.adding(months: month)
        var random = DemoRandom(seed: seed, DemoTopic.sales, customer.index, month)
        let growth = 1_000 + min(month, Self.growthMonthsMax) * Self.growthPermillePerMonth
        let rate =
            customer.size.invoicesPerThousandMonths * Self.season[first.month - 1] / 1_000 * growth
            / 1_000
        // A customer may skip a month or order more often, around the same average.
        let expected = rate * random.int(650...1_350) / 1_000
        let count = expected / 1_000 + (random.chance(permille: expected % 1_000) ? 1 : 0)
        return try (0..<count).map { ordinal in
            let day = try first.adding(days: random.int(0...(first.lastOfMonth.day - 1)))
            let later = try day.businessDayOnOrAfter()
            let date = later <= first.lastOfMonth ? later : try day.businessDayOnOrBefore()
            let lines = self.lines(for: customer, month: month, &random)
            return PlannedInvoice(
                key: PlannedInvoice.Key(month: month, ordinal: ordinal), date: date,
                lines: lines,
                amount: Money(
                    minorUnits: lines.reduce(0) { $0 + $1.amount }, currency: customer.currency))
        }
    }

    private func lines(
        for customer: DemoCustomer, month: Int, _ random: inout DemoRandom
    ) -> [DemoLine] {
        let target =
            customer.size.usualAmount * customer.orderPermille / 1_000
            * random.quantile(Self.orderQuantiles) / 1_000
        let count = random.int(1...4)
        var lines: [DemoLine] = []
        for _ in 0..<count {
            let product = random.pick(Product.catalogue)
            let price = Self.price(product.price, month: month, in: customer.currency)
            let quantity = Int64(max(1, target / count / product.price))
            lines.append(
                DemoLine(
                    description: product.name, quantity: quantity, unitPrice: price,
                    amount: quantity * price))
        }
        if random.chance(permille: 330) {
            let freight = Self.price(
                random.int(25...180) * 100, month: month, in: customer.currency)
            lines.append(
                DemoLine(
                    description: Product.freight, quantity: 1, unitPrice: freight, amount: freight))
        }
        return lines
    }

    /// A price of the catalogue in a month and currency, to five minor units.
    private static func price(_ base: Int, month: Int, in currency: Currency) -> Int64 {
        let risen = base * (1_000 + min(month, growthMonthsMax) * pricePermillePerMonth) / 1_000
        let share =
            switch currency.code {
            case "EUR": 925
            case "GBP": 795
            default: 1_000
            }
        return Int64(max(5, risen * share / 1_000 / 5 * 5))
    }
}
