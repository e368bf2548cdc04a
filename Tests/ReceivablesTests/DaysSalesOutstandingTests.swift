import Testing

@testable import Receivables

@Suite
struct `Days of sales outstanding` {
    @Test(
        arguments: [
            // Half of what was sold in 90 days is open: 45 days, of which 9 are not due.
            (50_000, 10_000, 100_000, 450, 90, 360),
            (100_000, 100_000, 100_000, 900, 900, 0),
            (0, 0, 1, 0, 0, 0),
            // A customer with credit is owed, which counts.
            (-5_000, -5_000, 90_000, -50, -50, 0),
            // 1 ÷ 3 × 90 × 10 = 300; 2 ÷ 7 × 900 = 257.1.
            (2, 1, 7, 257, 129, 128),
        ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func `are worked out to the tenth`(
        _ receivables: Int64, _ current: Int64, _ sales: Int64, _ all: Int64, _ best: Int64,
        _ late: Int64
    ) {
        let measure = DaysSalesOutstanding(
            receivables: receivables, current: current, creditSales: sales)
        #expect(measure.tenths == all)
        #expect(measure.bestPossibleTenths == best)
        #expect(measure.averageDelinquentTenths == late)
    }

    @Test(arguments: [0, -100] as [Int64])
    func `are not defined where nothing was sold`(_ sales: Int64) {
        let measure = DaysSalesOutstanding(receivables: 100, current: 50, creditSales: sales)
        #expect(measure.tenths == nil)
        #expect(measure.bestPossibleTenths == nil)
        #expect(measure.averageDelinquentTenths == nil)
    }
}
