package import Kernel
import PostgresClient
package import Tenancy

/// Answers who owes what and how late, as of any day.
package struct AgingService: Sendable {
    let database: TenantDatabase
    /// Above this many movements recorded since the known-at time, those before it are summed.
    let laterMovementsMax: Int64

    /// Up to how many days before today the rollups are asked for a page.
    let rollupDaysMax: Int

    package init(database: TenantDatabase) {
        self.init(database: database, laterMovementsMax: AgingStorage.laterMovementsMax)
    }

    init(
        database: TenantDatabase, laterMovementsMax: Int64 = AgingStorage.laterMovementsMax,
        rollupDaysMax: Int = AgingTopStorage.daysMax
    ) {
        self.database = database
        self.laterMovementsMax = laterMovementsMax
        self.rollupDaysMax = rollupDaysMax
    }

    /// The report of a request; for `AgingCurrency.all` one for each currency that has
    /// documents, by code.
    ///
    /// - Throws: `AgingError`, `TenancyError`, `PostgresError`.
    package func report(_ scope: Scope, _ request: AgingRequest) async throws -> [AgingReport] {
        try scope.require(.readReceivables)
        if let comparedTo = request.comparedTo, comparedTo >= request.asOf {
            throw AgingError.comparison
        }
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
            [AgingItemStorage.place(of: after.id, request, laterMovementsMax: laterMovementsMax)])
        guard let place = try rows[0].single().decode(0, as: Int64?.self) else { return reports }
        windowed.window = AgingCursor.window(
            after: AgingCursor(place: Int(place), id: after.id), limit: limit)
        return try await report(scope, windowed)
    }

    /// What has moved the open amounts of a request's day since an earlier one.
    ///
    /// - Throws: as `RollForwardService.between`.
    package func rollForward(
        _ scope: Scope, since from: LocalDate, _ request: AgingRequest
    ) async throws -> RollForward {
        try await RollForwardService(database: database).between(
            scope, from: from, to: request.asOf, request)
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
        try await database.read(scope, AgingStorage.currencies).map { row in
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
        let plan = AgingPlan(
            request, isWhole: scope.portfolio == nil,
            usesRollups: request.asOf.days(until: scope.today()) <= rollupDaysMax,
            laterMovementsMax: laterMovementsMax)
        // Who asks what was known at a time has been told that it is past; a replica that lags
        // behind would know less.
        let results = try await database.readTogether(
            scope, isCurrent: request.knownAt != nil, plan.queries)
        return try plan.report(results, tenant: scope.tenant.name.text, in: currency)
    }
}

extension SQLState {
    /// A sum that leaves 64 bits.
    static let numericValueOutOfRange = SQLState("22003")
}
