import Kernel
import PostgresClient

extension AgingRow {
    /// A row of `AgingStorage.byCustomer`. Its sums are cumulative (more than so many days past
    /// due); a bucket is the difference of two neighbours.
    init(customerRow row: Row, limits: AgingLimits) throws {
        try self.init(row, limits: limits, nameColumn: 2 + limits.bucketCount)
    }

    /// A row of `AgingPageStorage.byCustomer`.
    init(pageRow row: Row, limits: AgingLimits, isCompared: Bool) throws {
        try self.init(row, limits: limits, nameColumn: 3 + limits.bucketCount)
        before = isCompared ? try row.int64(2 + limits.bucketCount) : nil
    }

    private init(_ row: Row, limits: AgingLimits, nameColumn: Int) throws {
        let total = try row.int64(1)
        let unapplied = try row.int64(2)
        let bucketCount = limits.bucketCount
        var reached = try Self.subtract(total, unapplied)
        let amounts = try [Int64](unsafeUninitializedCapacity: bucketCount) { buffer, count in
            for bucket in 0..<bucketCount {
                let beyond = bucket + 1 < bucketCount ? try row.int64(3 + bucket) : 0
                buffer[bucket] = try Self.subtract(reached, beyond)
                reached = beyond
                count = bucket + 1
            }
        }
        self.init(
            id: try row.int64(0), customer: try row.string(nameColumn), item: nil,
            amounts: amounts, unapplied: unapplied, total: total)
    }

    /// A row of `AgingItemStorage.byInvoice`.
    init(itemRow row: Row, request: AgingRequest) throws {
        let open = try row.int64(9)
        let isCredit = try row.int64(8) < 0
        let agedOn = try row.date(7)
        let daysPastDue = agedOn.days(until: request.asOf)
        var amounts = [Int64](repeating: 0, count: request.limits.bucketCount)
        let isUnapplied = isCredit && request.unapplied == .separate
        if !isUnapplied { amounts[request.limits.bucket(daysPastDue: daysPastDue)] = open }
        self.init(
            id: try row.int64(0), customer: try row.string(1),
            item: Item(
                document: try row.string(2),
                kind: DocumentKind(rawValue: try row.decode(3)) ?? .openingBalance,
                instalment: Int(try row.decode(4, as: Int16.self)),
                documentDate: try row.date(5), dueDate: try row.date(6),
                daysPastDue: daysPastDue, customerID: try row.int64(10)),
            amounts: amounts, unapplied: isUnapplied ? open : 0, total: open)
    }

    private static func subtract(_ left: Int64, _ right: Int64) throws -> Int64 {
        let (difference, overflow) = left.subtractingReportingOverflow(right)
        if overflow { throw AgingError.totalTooLarge }
        return difference
    }
}
