import BooksTestSupport
import PostgresClient
import Tenancy
import Testing

/// What making a tenant costs must not depend on how many there are.
@Suite
struct `Making one more tenant` {
    /// The server's lists that grow with every tenant.
    private static let catalogs = [
        "pg_attrdef", "pg_attribute", "pg_auth_members", "pg_authid", "pg_class", "pg_constraint",
        "pg_depend", "pg_index", "pg_namespace", "pg_proc", "pg_rewrite", "pg_sequence",
        "pg_shdepend", "pg_trigger", "pg_type",
    ]

    @Test func `reads none of the server's lists as a whole`() async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("acme")
            let migrator = Migrator(
                schema: try Identifier("books"), set: try InstallationFixture.tenantMigrations(),
                settings: [
                    ("countinghouse.tenant_role", tenant.role.name),
                    ("countinghouse.portfolio_role", tenant.portfolioRoleName),
                    ("countinghouse.portfolio_schema", "books_p"),
                ])
            let read = try await installation.owner.transaction { connection in
                try connection.execute("CREATE SCHEMA books")
                try connection.execute("CREATE SCHEMA books_p")
                #expect(try migrator.run(on: connection).isEmpty == false)
                // Of this transaction alone, and without a look at those lists.
                let question: Query = """
                    SELECT name FROM unnest(\(Self.catalogs)) AS c (name)
                    WHERE pg_stat_get_xact_numscans(to_regclass('pg_catalog.' || name)) > 0
                    """
                return try connection.query(question).map { try $0.string(0) }
            }
            #expect(read == [])
        }
    }
}
