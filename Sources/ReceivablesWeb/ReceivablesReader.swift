package import Kernel
package import Receivables
package import Tenancy

/// What the pages and endpoints ask of the receivables: the seam at which tests answer instead.
package struct ReceivablesReader: Sendable {
    package var stats: @Sendable (Scope, LocalDate) async throws -> SummaryStats
    package var distribution: @Sendable (Scope, LocalDate) async throws -> AgingDistribution
    /// The last parameter is the page, from 1.
    package var customers: @Sendable (Scope, LocalDate, Int) async throws -> [CustomerBalance]
    package var invoices: @Sendable (Scope, LocalDate, CustomerID) async throws -> [OpenInvoice]
    package var aging: @Sendable (Scope, AgingRequest) async throws -> [AgingReport]
    /// The last parameters are how many rows follow which; see `AgingService.page`.
    package var agingPage:
        @Sendable (Scope, AgingRequest, Int, String?) async throws -> [AgingReport]
    /// What has moved the open amounts since a day; see `RollForwardService.between`.
    package var rollForward: @Sendable (Scope, LocalDate, AgingRequest) async throws -> RollForward

    package init(summary: SummaryService, aging: AgingService) {
        stats = { try await summary.stats($0, asOf: $1) }
        distribution = { try await summary.distribution($0, asOf: $1) }
        customers = { try await summary.customers($0, asOf: $1, page: $2) }
        invoices = { try await summary.invoices($0, of: $2, asOf: $1) }
        self.aging = { try await aging.report($0, $1) }
        agingPage = { try await aging.page($0, $1, limit: $2, after: $3) }
        rollForward = { try await aging.rollForward($0, since: $1, $2) }
    }

    package init(
        stats: @escaping @Sendable (Scope, LocalDate) async throws -> SummaryStats,
        distribution: @escaping @Sendable (Scope, LocalDate) async throws -> AgingDistribution,
        customers:
            @escaping @Sendable (Scope, LocalDate, Int) async throws -> [CustomerBalance],
        invoices:
            @escaping @Sendable (Scope, LocalDate, CustomerID) async throws -> [OpenInvoice],
        aging: @escaping @Sendable (Scope, AgingRequest) async throws -> [AgingReport],
        rollForward:
            @escaping @Sendable (Scope, LocalDate, AgingRequest) async throws -> RollForward = {
                _, _, _ in throw AgingError.comparison
            }
    ) {
        self.stats = stats
        self.distribution = distribution
        self.customers = customers
        self.invoices = invoices
        self.aging = aging
        self.rollForward = rollForward
        agingPage = { scope, request, _, _ in try await aging(scope, request) }
    }
}
