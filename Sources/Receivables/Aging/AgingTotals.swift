/// Sums over the rows of an aging report, in minor units.
package struct AgingTotals: Sendable, Equatable {
    package private(set) var amounts: [Int64]
    package private(set) var unapplied: Int64 = 0
    package private(set) var total: Int64 = 0

    package init(bucketCount: Int) {
        amounts = [Int64](repeating: 0, count: bucketCount)
    }

    /// The sums that a row holds.
    init(_ row: AgingRow) {
        amounts = row.amounts
        unapplied = row.unapplied
        total = row.total
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

    /// Both together.
    ///
    /// - Throws: `AgingError.totalTooLarge`.
    func adding(_ other: AgingTotals) throws(AgingError) -> AgingTotals {
        var sum = self
        for (bucket, amount) in other.amounts.enumerated() {
            sum.amounts[bucket] = try AgingTotals.add(amounts[bucket], amount)
        }
        sum.unapplied = try AgingTotals.add(unapplied, other.unapplied)
        sum.total = try AgingTotals.add(total, other.total)
        return sum
    }

    /// The opposite of every sum.
    func negated() throws(AgingError) -> AgingTotals {
        var opposite = AgingTotals(bucketCount: amounts.count)
        for (bucket, amount) in amounts.enumerated() {
            opposite.amounts[bucket] = try AgingTotals.opposite(of: amount)
        }
        opposite.unapplied = try AgingTotals.opposite(of: unapplied)
        opposite.total = try AgingTotals.opposite(of: total)
        return opposite
    }

    private static func opposite(of amount: Int64) throws(AgingError) -> Int64 {
        let (result, overflow) = Int64(0).subtractingReportingOverflow(amount)
        if overflow { throw .totalTooLarge }
        return result
    }

    private static func add(_ left: Int64, _ right: Int64) throws(AgingError) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .totalTooLarge }
        return sum
    }
}
