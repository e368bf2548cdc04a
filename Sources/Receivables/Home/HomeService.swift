package import Kernel
import PostgresClient
package import Tenancy

/// What the home page shows, asked in one round trip and seen at one moment.
package struct HomeService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Throws: `AgingError`, `DateError`, `TenancyError`, `PostgresError`.
    package func overview(_ scope: Scope, today: LocalDate) async throws -> HomeOverview {
        try scope.require(.readReceivables)
        let limits = try AgingLimits(scope.tenant.agingLimits)
        let lastWeek = try today.adding(days: -BalanceTrend.daysApart)
        let question = AgingRequest(asOf: today, limits: limits)
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                SummaryStorage.stats(today),
                SummaryStorage.distribution(today, late: [0] + limits.days + [90]),
                try Self.sales(scope, today: today),
                HomeStorage.trend(start: try BalanceTrend.start(today: today), today: today),
                HomeStorage.movers(before: lastWeek, today: today), HomeStorage.imports,
                RollForwardStorage.movements(question, since: lastWeek),
            ])
        let stats = try SummaryService.stats(results[0].single())
        let aging = try results[1].single()
        let journal = try results[2].single()
        let movers = try results[4].map { row in
            OverdueMover(
                customer: ID(try row.int64(0)), name: try row.string(1),
                overdue: try row.int64(2), change: try row.int64(3))
        }
        return HomeOverview(
            today: today, stats: stats, limits: limits,
            distribution: try SummaryService.distribution(
                aging, buckets: limits.bucketCount),
            over90: try aging.int64(limits.bucketCount),
            controlBalance: try journal.decode(0),
            daysSalesOutstanding: DaysSalesOutstanding(
                receivables: stats.open, current: stats.open &- stats.overdue,
                creditSales: try journal.int64(1)),
            trend: try BalanceTrend.points(results[3].map(Self.span), today: today),
            grown: movers.filter { $0.change > 0 }, shrunk: movers.filter { $0.change < 0 },
            week: try RollForward(
                results[6], from: lastWeek, request: question, currency: scope.tenant.currency),
            imports: try results[5].map(Self.recentImport),
            firstSteps: FirstSteps(
                hasInvoices: try journal.decode(2), hasReceipts: try journal.decode(3),
                hasContacts: try journal.decode(4)))
    }

    /// The weeks alone, for the chart.
    package func trend(
        _ scope: Scope, today: LocalDate
    ) async throws -> [BalanceTrend.Point] {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            HomeStorage.trend(start: try BalanceTrend.start(today: today), today: today))
        return try BalanceTrend.points(rows.map(Self.span), today: today)
    }

    /// The aging alone, by the tenant's own limits, for the chart.
    package func distribution(
        _ scope: Scope, today: LocalDate
    ) async throws -> (limits: AgingLimits, distribution: AgingDistribution) {
        try scope.require(.readReceivables)
        let limits = try AgingLimits(scope.tenant.agingLimits)
        let rows = try await database.read(
            scope, SummaryStorage.distribution(today, late: [0] + limits.days))
        return (
            limits,
            try SummaryService.distribution(rows.single(), buckets: limits.bucketCount)
        )
    }

    private static func sales(_ scope: Scope, today: LocalDate) throws -> Query {
        let start = try today.adding(days: -Int(DaysSalesOutstanding.days))
        return scope.portfolio == nil
            ? HomeStorage.journal(today: today, from: start)
            : HomeStorage.movements(today: today, from: start)
    }

    private static func span(_ row: Row) throws -> BalanceTrend.Span {
        BalanceTrend.Span(
            first: Int(try row.int32(0)), overdueFrom: Int(try row.int32(1)),
            end: Int(try row.int32(2)), amount: try row.int64(3))
    }

    private static func recentImport(_ row: Row) throws -> RecentImport {
        RecentImport(
            id: try row.int64(0), fileName: try row.string(1), recordedAt: try row.decode(2),
            actor: try row.string(3), newCount: try row.int64(4),
            changedCount: try row.int64(5), unchangedCount: try row.int64(6),
            rejectedCount: try row.int64(7))
    }
}
