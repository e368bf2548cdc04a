import Kernel
import PostgresClient
package import Tenancy

/// Answers who owes what and how late, as of any day.
package struct AgingService: Sendable {
    let database: TenantDatabase
    /// Above this many movements recorded since the known-at time, those before it are summed.
    let laterMovementsMax: Int64

    package init(database: TenantDatabase) {
        self.init(database: database, laterMovementsMax: AgingStorage.laterMovementsMax)
    }

    init(database: TenantDatabase, laterMovementsMax: Int64) {
        self.database = database
        self.laterMovementsMax = laterMovementsMax
    }

    /// The report of a request; for `AgingCurrency.all` one for each currency that has
    /// documents, by code.
    ///
    /// - Throws: `AgingError`, `TenancyError`, `PostgresError`.
    package func report(_ scope: Scope, _ request: AgingRequest) async throws -> [AgingReport] {
        try scope.require(.readReceivables)
        try await database.requirePast(request.knownAt)
        do {
            return try await reports(scope, request)
        } catch let error as PostgresError where error.sqlState == .numericValueOutOfRange {
            throw AgingError.totalTooLarge
        }
    }

    /// The reports of a page that follows a row which an earlier page has shown last, with just
    /// the rows that the page may need.
    ///
    /// - Throws: besides, `AgingError.cursor` for a cursor that no page gave.
    package func page(
        _ scope: Scope, _ request: AgingRequest, limit: Int, after cursor: String?
    ) async throws -> [AgingReport] {
        guard request.rows == .invoice else { return try await report(scope, request) }
        var windowed = request
        let after = try cursor.map { text throws(AgingError) in try AgingCursor(parsing: text) }
        windowed.window = AgingCursor.window(after: after, limit: limit)
        let reports = try await report(scope, windowed)
        guard let after, reports.first?.shows(after) == false else { return reports }
        // The report has changed: the row stands elsewhere, or nowhere.
        let rows = try await database.readTogether(
            scope, isCurrent: request.knownAt != nil,
            [AgingStorage.place(of: after.id, request, laterMovementsMax: laterMovementsMax)])
        guard let place = try rows[0].single().decode(0, as: Int64?.self) else { return reports }
        windowed.window = AgingCursor.window(
            after: AgingCursor(place: Int(place), id: after.id), limit: limit)
        return try await report(scope, windowed)
    }

    private func reports(
        _ scope: Scope, _ request: AgingRequest
    ) async throws -> [AgingReport] {
        switch request.currency {
        case .base: return [try await one(scope, request, in: scope.tenant.currency)]
        case .only(let currency): return [try await one(scope, request, in: currency)]
        case .all:
            var reports: [AgingReport] = []
            for currency in try await currencies(scope) {
                var single = request
                single.currency = .only(currency)
                reports.append(try await one(scope, single, in: currency))
            }
            return reports
        }
    }

    private func currencies(_ scope: Scope) async throws -> [Currency] {
        let rows = try await database.read(
            scope,
            """
            SELECT DISTINCT currency FROM (SELECT currency FROM ledger_balance WHERE account_id = 1
                UNION ALL SELECT currency FROM ledger_delta WHERE account_id = 1) AS b
            ORDER BY currency
            """)
        return try rows.map { row in
            let code: String = try row.decode(0)
            guard let currency = Currency.find(code) else {
                throw AgingError.unknownCurrency(code)
            }
            return currency
        }
    }

    private func one(
        _ scope: Scope, _ request: AgingRequest, in currency: Currency
    ) async throws -> AgingReport {
        let isByCustomer = request.rows == .customer
        var queries = [
            isByCustomer
                ? AgingStorage.byCustomer(request, laterMovementsMax: laterMovementsMax)
                : AgingStorage.byInvoice(request, laterMovementsMax: laterMovementsMax),
            AgingStorage.controlBalance(request), AgingStorage.assumedLater(request),
        ]
        let window = isByCustomer ? nil : request.window
        if window != nil {
            queries.append(AgingStorage.totals(request, laterMovementsMax: laterMovementsMax))
        }
        // Who asks what was known at a time has been told that it is past; a replica that lags
        // behind would know less.
        let results = try await database.readTogether(
            scope, isCurrent: request.knownAt != nil, queries)
        let rows = try results[0].map { row in
            isByCustomer
                ? try AgingRow(customerRow: row, limits: request.limits)
                : try AgingRow(itemRow: row, request: request)
        }
        let later: Int64 = try results[2].single().decode(0)
        var summed = rows
        var rowCount = rows.count
        if window != nil {
            let row = try results[3].single()
            summed = [try AgingRow(customerRow: row, limits: request.limits)]
            rowCount = Int(try row.int64(request.limits.bucketCount + 3))
        }
        return AgingReport(
            tenant: scope.tenant.name.text, request: request, currency: currency, rows: rows,
            firstRow: window?.lowerBound ?? 0, rowCount: rowCount,
            totals: try AgingTotals(summed, bucketCount: request.limits.bucketCount),
            controlBalance: try results[1].single().decode(0),
            warnings: later == 0
                ? []
                : [
                    "\(later) payments without a date of their own count from a later day: what"
                        + " was open on \(request.asOf) may have been less."
                ])
    }
}

extension SQLState {
    /// A sum that leaves 64 bits.
    static let numericValueOutOfRange = SQLState("22003")
}
