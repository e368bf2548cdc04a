import Kernel
import Testing

@testable import Receivables

@Suite
struct `The totals of a report` {
    private func row(_ amounts: [Int64], unapplied: Int64 = 0) -> AgingRow {
        AgingRow(
            id: 1, customer: "a", item: nil, amounts: amounts, unapplied: unapplied,
            total: amounts.reduce(unapplied, &+))
    }

    @Test func `are the sums of its rows`() throws {
        let totals = try AgingTotals(
            [row([1, 2], unapplied: -5), row([10, -20])], bucketCount: 2)
        #expect(totals.amounts == [11, -18])
        #expect(totals.unapplied == -5)
        #expect(totals.total == -12)
        #expect(try AgingTotals([], bucketCount: 2) == AgingTotals(bucketCount: 2))
    }

    @Test func `are refused where they leave 64 bits`() {
        #expect(throws: AgingError.totalTooLarge) {
            try AgingTotals([row([.max, 0]), row([1, 0])], bucketCount: 2)
        }
    }

    @Test(arguments: [
        ("base", AgingCurrency.base), ("all", .all), ("eur", .only(Shared.euro)),
        ("EUR", .only(Shared.euro)),
    ])
    func `are in a currency that is asked for`(text: String, currency: AgingCurrency) throws {
        #expect(try AgingCurrency(parsing: text) == currency)
    }

    @Test(arguments: ["", "Base", "EURO", "ZZZ", "€"])
    func `are in no currency that does not exist`(text: String) {
        #expect(throws: AgingError.unknownCurrency(text)) { try AgingCurrency(parsing: text) }
    }

    private enum Shared {
        static let euro = Currency.find("EUR") ?? Currency.all[0]
    }
}
