package import Kernel
import PostgresClient
package import Tenancy

/// Answers how the open amounts of one day became those of another.
package struct RollForwardService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// What moved what is open between the ends of two days. The request's own day does not
    /// matter; its basis, limits, currency, customer and presentation of unapplied credit do.
    ///
    /// - Throws: `AgingError.dateRange` unless `from` is before `to`, `AgingError.unknownCurrency`
    ///   for all currencies at once, what `AgingService.report` throws of a known-at time; `TenancyError`, `PostgresError`.
    package func between(
        _ scope: Scope, from: LocalDate, to: LocalDate, _ request: AgingRequest
    ) async throws -> RollForward {
        try scope.require(.readReceivables)
        guard from < to else { throw AgingError.dateRange }
        try await database.requirePast(request.knownAt)
        var question = request
        question.asOf = to
        let currency: Currency
        switch request.currency {
        case .base: currency = scope.tenant.currency
        case .only(let only): currency = only
        case .all: throw AgingError.unknownCurrency("all")
        }
        do {
            let rows = try await database.readTogether(
                scope, isCurrent: request.knownAt != nil,
                [RollForwardStorage.movements(question, since: from)])
            return try RollForward(
                rows[0], from: from, request: question, currency: currency)
        } catch let error as PostgresError where error.sqlState == .numericValueOutOfRange {
            throw AgingError.totalTooLarge
        }
    }
}
