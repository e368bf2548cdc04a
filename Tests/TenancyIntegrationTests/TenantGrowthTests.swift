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

    /// How many rows this session has got from scans of each of them beyond one a scan: to load
    /// what it knows of its own list anew, the server looks there for one row and stops. The
    /// transaction adds to what earlier ones have counted and the server has not collected yet.
    private static func rowsRead(
        _ connection: isolated PostgresConnection
    ) throws -> [String: Int64] {
        let question: Query = """
            SELECT name, pg_stat_get_xact_tuples_returned(id) - pg_stat_get_xact_numscans(id)
            FROM unnest(\(catalogs)) AS c (name), to_regclass('pg_catalog.' || name) AS id
            """
        let rows = try connection.query(question).map { (try $0.string(0), try $0.int64(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

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
            let (before, after) = try await installation.owner.transaction { connection in
                try connection.execute("CREATE SCHEMA books")
                try connection.execute("CREATE SCHEMA books_p")
                let before = try Self.rowsRead(connection)
                #expect(try migrator.run(on: connection).isEmpty == false)
                return (before, try Self.rowsRead(connection))
            }
            #expect(after == before)
        }
    }
}
