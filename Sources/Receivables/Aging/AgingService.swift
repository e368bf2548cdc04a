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
        if let knownAt = request.knownAt { try await requirePast(knownAt) }
        do {
            return try await reports(scope, request)
        } catch let error as PostgresError where error.sqlState == .numericValueOutOfRange {
            throw AgingError.totalTooLarge
        }
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

    /// What had been recorded by a time can only be told once everybody who was writing then has
    /// finished.
    private func requirePast(_ knownAt: Instant) async throws {
        let rows = try await database.pool.query(
            "SELECT clock_timestamp(), oldest_writer()")
        let now: Instant = try rows.single().decode(0)
        let oldest: Instant? = try rows.single().decode(1)
        if knownAt > now { throw AgingError.knownAtInFuture }
        let earliest = min(now, oldest ?? now)
        if knownAt > earliest { throw AgingError.knownAtTooRecent(earliest) }
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
        let lines =
            request.rows == .customer
            ? AgingStorage.byCustomer(request, laterMovementsMax: laterMovementsMax)
            : AgingStorage.byInvoice(request, laterMovementsMax: laterMovementsMax)
        // Who asks what was known at a time has been told that it is past; a replica that lags
        // behind would know less.
        let results = try await database.readTogether(
            scope, isCurrent: request.knownAt != nil,
            [
                lines, AgingStorage.controlBalance(request), AgingStorage.assumedLater(request),
            ])
        let rows = try results[0].map { row in
            request.rows == .customer
                ? try AgingRow(customerRow: row, limits: request.limits)
                : try AgingRow(itemRow: row, request: request)
        }
        let later: Int64 = try results[2].single().decode(0)
        return AgingReport(
            tenant: scope.tenant.name.text, request: request, currency: currency, rows: rows,
            totals: try AgingTotals(rows, bucketCount: request.limits.bucketCount),
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
    fileprivate static let numericValueOutOfRange = SQLState("22003")
}
