import BooksTestSupport
import PostgresClient
import Tenancy
import Testing

@Suite struct `The functions of a tenant` {
    /// Making a tenant leaves them as text: a mistake in one would be found when it is called.
    @Test func `can each be compiled`() async throws {
        try await InstallationFixture.use { installation in
            let tenant = try await installation.create("one")
            let compile: Query = """
                SELECT count(CASE l.lanname
                    WHEN 'plpgsql' THEN plpgsql_validator(p.oid)::text
                    WHEN 'sql' THEN fmgr_sql_validator(p.oid)::text END)
                FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
                WHERE p.pronamespace = \(tenant.schema.name)::regnamespace AND p.prokind = 'f'
                """
            let count: Int64 = try await installation.owner.transaction { connection in
                try connection.execute(
                    "SELECT set_config('search_path', \(tenant.schema.name + ", pg_temp"), true)")
                return try connection.query(compile).single().decode(0)
            }
            #expect(count > 50)
        }
    }
}
