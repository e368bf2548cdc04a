package import Kernel
import PostgresClient
import Receivables
package import Tenancy

/// Keeps a tenant that holds the demonstration company, with a story that ends today.
///
/// Every step writes only what is missing, so a load that was interrupted is completed by the
/// next one, and a later day's load adds the days since.
package struct DemoLoader: Sendable {
    package static let tenantName = "demo"
    private static let timeZone = "America/New_York"
    private static let currency = "USD"
    /// Two programs may load the same tenant at once: who loses a race looks again.
    private static let attemptsMax = 8

    private let database: TenantDatabase
    private let tenants: TenantService

    package init(database: TenantDatabase, tenants: TenantService) {
        self.database = database
        self.tenants = tenants
    }

    /// Creates the tenant if need be and brings its story up to the day it is there at an
    /// instant. May be called again at any time, such as after midnight.
    ///
    /// - Parameter progress: called after each month of the story that was looked at.
    /// - Throws: `DemoError`, `TenancyError`, `PostgresError`.
    package func ensure(
        at instant: Instant = .now(), progress: @Sendable (DemoProgress) -> Void = { _ in }
    ) async throws -> Tenant {
        let tenant = try await tenant()
        let scope = Scope.unrestricted(tenant, actor: .system)
        _ = try await load(scope, today: scope.today(at: instant), progress: progress)
        return tenant
    }

    /// Brings the story of a tenant that is empty or holds the demonstration up to a day, and
    /// its rollups with it. A day before the last one loaded changes nothing.
    ///
    /// - Returns: how many rates, customers, documents and movements were written.
    /// - Throws: `DemoError`, `PostgresError`.
    @discardableResult
    package func load(
        _ scope: Scope, today: LocalDate,
        progress: @Sendable (DemoProgress) -> Void = { _ in }
    ) async throws -> Int {
        let start = try await start(scope, today: today)
        let company = try DemoCompany(start: start, today: today)
        var attempts = 1
        while true {
            do {
                let written = try await write(company, scope, progress: progress)
                _ = try await RollupService(database: database).run(scope, today: today)
                return written
            } catch let error as PostingError where error.kind == .conflict {
                guard attempts < Self.attemptsMax else { throw DemoError.busy }
                attempts += 1
            }
        }
    }

    private func tenant() async throws -> Tenant {
        let name = try TenantName(Self.tenantName)
        if try await tenants.directory.find(name) == nil {
            do {
                _ = try await tenants.create(
                    TenantSettings(
                        name: name, currency: try Currency(code: Self.currency),
                        timeZone: try TimeZoneName(Self.timeZone)),
                    by: AuditSource(.system))
            } catch TenancyError.nameTaken {
                // Another process created it at the same moment, which is as good.
                tenants.directory.invalidate()
            }
        }
        return try await tenants.directory.resolve(Self.tenantName)
    }

    /// The day on which the tenant's story begins. Never touches books that hold anything else.
    private func start(_ scope: Scope, today: LocalDate) async throws -> LocalDate {
        let start = try DemoCompany.start(for: today)
        let first = try DemoCompany.firstRates(from: start)
        let row = try await database.read(scope, DemoStorage.marker(first)).single()
        if let known = try row.decode(0, as: LocalDate?.self) { return known }
        let hasCustomers: Bool = try row.decode(1)
        let hasDocuments: Bool = try row.decode(2)
        guard !hasCustomers, !hasDocuments, scope.tenant.currency.code == Self.currency else {
            throw DemoError.notTheDemonstration(scope.tenant.name.text)
        }
        return start
    }

    /// Writes what is missing of a story; returns how much that was.
    func write(
        _ company: DemoCompany, _ scope: Scope,
        progress: @Sendable (DemoProgress) -> Void = { _ in }
    ) async throws -> Int {
        var books = DemoBooks(database: database, scope: scope, company: company)
        try await books.writeRates()
        try await books.writeCustomers()
        try await books.findDocuments()
        let valued = Set(
            try await database.read(scope, DemoStorage.revaluations).map { try $0.date(0) })
        let months = try company.months()
        for (index, month) in months.enumerated() {
            try Task.checkCancellation()
            try await books.writeDocuments(month.documents)
            try await books.writeAllocations(month.allocations)
            try await books.writeWriteOffs(month.writeOffs)
            try await books.writeVoids(month.voids)
            try await books.writeRevaluations(month.revaluations, known: valued)
            progress(DemoProgress(monthsDone: index + 1, monthsTotal: months.count))
        }
        return books.written
    }
}
