import Kernel
import PostgresClient

/// The statements of one report in one currency, asked together of one moment, and what their
/// results mean.
struct AgingPlan {
    /// Which statement gives the rows.
    private enum Source {
        /// Every customer, summed up in Swift.
        case customers
        /// With its totals, by the rollups or by one aggregation.
        case top, page
        case items
    }

    let request: AgingRequest
    let queries: [Query]
    private let source: Source
    /// Where among the results further totals and the comparison are.
    private var totalsAt: Int?
    private var foundAt: Int?
    private var rollForwardAt: Int?
    private var creditAt: Int?

    /// - Parameter isWhole: whether all customers are seen, or those of a portfolio.
    init(_ request: AgingRequest, isWhole: Bool, usesRollups: Bool, laterMovementsMax: Int64) {
        self.request = request
        source = Self.source(request, usesRollups: usesRollups)
        var queries: [Query] =
            switch source {
            case .customers:
                [AgingStorage.byCustomer(request, laterMovementsMax: laterMovementsMax)]
            case .top: [AgingTopStorage.byCustomer(request)]
            case .page:
                [AgingPageStorage.byCustomer(request, laterMovementsMax: laterMovementsMax)]
            case .items:
                [AgingItemStorage.byInvoice(request, laterMovementsMax: laterMovementsMax)]
            }
        queries += [
            AgingStorage.controlBalance(request, isWhole: isWhole),
            AgingStorage.assumedLater(request),
        ]
        if source == .items, request.window != nil || request.search != nil {
            totalsAt = queries.count
            queries.append(
                AgingItemStorage.totals(request, laterMovementsMax: laterMovementsMax))
        }
        if source == .items, let search = request.search {
            foundAt = queries.count
            queries.append(
                AgingItemStorage.totals(
                    request, matching: search, laterMovementsMax: laterMovementsMax))
        }
        if let comparedTo = request.comparedTo {
            rollForwardAt = queries.count
            queries.append(
                RollForwardStorage.movements(
                    request, since: comparedTo, laterMovementsMax: laterMovementsMax))
        }
        // Of an earlier time it would cost as much as the report.
        if request.window != nil, request.unapplied == .netted, request.knownAt == nil {
            creditAt = queries.count
            queries.append(AgingStorage.unappliedCredit(request))
        }
        self.queries = queries
    }

    private static func source(_ request: AgingRequest, usesRollups: Bool) -> Source {
        if request.rows == .invoice { return .items }
        if usesRollups, AgingTopStorage.answers(request) { return .top }
        let isOrdinary =
            request.window == nil && request.search == nil && request.comparedTo == nil
            && request.effectiveSort == AgingRequest.standardSort(.customer)
        return isOrdinary ? .customers : .page
    }

    /// - Throws: `AgingError.totalTooLarge`; decoding errors.
    func report(
        _ results: [Rows], tenant: String, in currency: Currency
    ) throws -> AgingReport {
        let content = try content(results)
        let later = try results[2].single()
        var report = AgingReport(
            tenant: tenant, request: request, currency: currency, rows: content.rows,
            firstRow: request.window?.lowerBound ?? 0, rowCount: content.count,
            totals: content.totals, controlBalance: try results[1].single().decode(0),
            warnings: try Self.warnings(later, on: request.asOf))
        report.found = content.found
        report.foundBefore = content.foundBefore
        report.unappliedCredit =
            try creditAt.map { try results[$0].single().int64(0) }
            ?? (request.unapplied == .separate ? content.totals.unapplied : nil)
        report.rollForward = try rollForwardAt.map { place in
            try RollForward(
                results[place], from: request.comparedTo ?? request.asOf, request: request,
                currency: currency)
        }
        return report
    }

    private struct Content {
        var rows: [AgingRow] = []
        var count = 0
        var totals: AgingTotals
        var found: AgingTotals?
        var foundBefore: Int64?
    }

    private func content(_ results: [Rows]) throws -> Content {
        let bucketCount = request.limits.bucketCount
        var content = Content(totals: AgingTotals(bucketCount: bucketCount))
        switch source {
        case .customers:
            content.rows = try results[0].map {
                try AgingRow(customerRow: $0, limits: request.limits)
            }
        case .items:
            content.rows = try results[0].map { try AgingRow(itemRow: $0, request: request) }
        case .top, .page:
            try readParts(results[0], into: &content)
            return content
        }
        guard let totalsAt else {
            content.count = content.rows.count
            content.totals = try AgingTotals(content.rows, bucketCount: bucketCount)
            return content
        }
        (content.totals, content.count) = try sums(results[totalsAt])
        if let foundAt {
            let found = try sums(results[foundAt])
            (content.found, content.count) = (found.totals, found.count)
        }
        return content
    }

    private func sums(_ rows: Rows) throws -> (totals: AgingTotals, count: Int) {
        let row = try rows.single()
        let sums = try AgingRow(customerRow: row, limits: request.limits)
        return (AgingTotals(sums), Int(try row.int64(request.limits.bucketCount + 3)))
    }

    private func readParts(_ rows: Rows, into content: inout Content) throws {
        let isCompared = request.comparedTo != nil
        for row in rows {
            let part = try row.int32(request.limits.bucketCount + 4)
            let sums = try AgingRow(pageRow: row, limits: request.limits, isCompared: isCompared)
            switch part {
            case AgingPageStorage.wholePart:
                content.totals = AgingTotals(sums)
                if request.search == nil { content.count = Int(sums.id) }
            case AgingPageStorage.foundPart:
                content.found = AgingTotals(sums)
                content.foundBefore = sums.before
                content.count = Int(sums.id)
            default: content.rows.append(sums)
            }
        }
    }

    /// What is to be said of documents that count from a later day only because their file did not
    /// say when they happened.
    ///
    /// - Parameter later: how many there are, and how many of them are balances of aging lists.
    static func warnings(_ later: Row, on day: LocalDate) throws -> [String] {
        let (count, balances) = (try later.int64(0), try later.int64(1))
        if count == 0 { return [] }
        if balances > 0 {
            return [
                "\(count) \(count == 1 ? "amount" : "amounts") of aging lists and others without a"
                    + " date of their own \(count == 1 ? "counts" : "count") from a later day: what was"
                    + " open on \(day) may have been more or less."
            ]
        }
        return [
            count == 1
                ? "One payment without a date of its own counts from a later day: what was open on"
                    + " \(day) may have been less."
                : "\(count) payments without a date of their own count from a later day: what was open"
                    + " on \(day) may have been less."
        ]
    }
}
