package import Kernel
package import Receivables

extension Books {
    /// An aging report in base currency, one row a customer, unless told otherwise.
    package func report(
        asOf day: LocalDate, limits: AgingLimits = .standard,
        _ adjust: (inout AgingRequest) -> Void = { _ in }
    ) async throws -> AgingReport {
        var request = AgingRequest(asOf: day, limits: limits)
        adjust(&request)
        let reports = try await aging.report(scope, request)
        guard let report = reports.first, reports.count == 1 else {
            throw AgingError.unknownCurrency("\(reports.count) reports")
        }
        return report
    }

    /// The database's time: everything that is committed has been recorded before it.
    package func now() async throws -> Instant {
        try await pool.query("SELECT clock_timestamp()").single().decode(0)
    }

    /// Every difference between the ledger and what is derived from it.
    package func differences() async throws -> [String] {
        try await rollups.verify(scope)
    }
}
