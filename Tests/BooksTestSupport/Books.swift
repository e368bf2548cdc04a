package import Kernel
package import PostgresClient
package import Receivables
package import Tenancy

/// The books of one tenant in a database of their own: base currency USD, nothing posted.
package struct Books: Sendable {
    package static let tenantName = "acme"
    package static let base = Shorthand.currency("USD")

    package let installation: InstallationFixture
    package let scope: Scope
    package let database: TenantDatabase
    package let customers: CustomerService
    package let posting: PostingService
    package let aging: AgingService
    package let statements: StatementService
    package let exports: ExportService
    package let summary: SummaryService
    package let rollups: RollupService

    package var tenant: Tenant { scope.tenant }
    /// Connections as the application's login.
    package var pool: PostgresPool { installation.pool }

    /// The books of a tenant of the installation, with every permission.
    package init(_ installation: InstallationFixture, tenant: Tenant) {
        self.installation = installation
        scope = Scope.unrestricted(tenant, actor: .system)
        database = TenantDatabase(pool: installation.pool)
        customers = CustomerService(database: database)
        posting = PostingService(database: database)
        aging = AgingService(database: database)
        statements = StatementService(database: database)
        exports = ExportService(database: database)
        summary = SummaryService(database: database)
        rollups = RollupService(database: database)
    }

    /// Lends the body empty books, a copy of a template, which are dropped afterwards.
    @discardableResult
    package static func use<R: Sendable>(
        connections: Int = 4, _ body: (Books) async throws -> R
    ) async throws -> R {
        try await InstallationFixture.use(
            connections: connections, make: { try await BooksServer.shared.makeBooks() }
        ) { installation in
            let tenant = try await installation.directory.resolve(tenantName)
            return try await body(Books(installation, tenant: tenant))
        }
    }
}
