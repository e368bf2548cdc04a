import Kernel
import PostgresClient

extension RollForward {
    /// The rows of `RollForwardStorage.movements`; the request is of the later day.
    init(
        _ rows: Rows, from: LocalDate, request: AgingRequest, currency: Currency
    ) throws {
        let bucketCount = request.limits.bucketCount
        var opening = AgingTotals(bucketCount: bucketCount)
        var changes: [Change: AgingTotals] = [:]
        for row in rows {
            let sums = try AgingRow(customerRow: row, limits: request.limits)
            if sums.id == RollForwardStorage.opening {
                opening = AgingTotals(sums)
            } else if let change = Change(rawValue: sums.id) {
                changes[change] = AgingTotals(sums)
            }
        }
        try self.init(
            from: from, to: request.asOf, currency: currency, opening: opening, changes: changes)
    }
}
