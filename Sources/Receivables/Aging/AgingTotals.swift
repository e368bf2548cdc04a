/// Sums over the rows of an aging report, in minor units.
package struct AgingTotals: Sendable, Equatable {
    package private(set) var amounts: [Int64]
    package private(set) var unapplied: Int64 = 0
    package private(set) var total: Int64 = 0

    package init(bucketCount: Int) {
        amounts = [Int64](repeating: 0, count: bucketCount)
    }

    /// - Throws: `AgingError.totalTooLarge` where a sum leaves 64 bits.
    package init(_ rows: [AgingRow], bucketCount: Int) throws(AgingError) {
        self.init(bucketCount: bucketCount)
        for row in rows {
            for (bucket, amount) in row.amounts.enumerated() {
                amounts[bucket] = try AgingTotals.add(amounts[bucket], amount)
            }
            unapplied = try AgingTotals.add(unapplied, row.unapplied)
            total = try AgingTotals.add(total, row.total)
        }
    }

    private static func add(_ left: Int64, _ right: Int64) throws(AgingError) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .totalTooLarge }
        return sum
    }
}
