import BooksTestSupport
import PostgresClient

/// What a schema holds, read from the catalogs, so that nothing new is forgotten.
struct Catalog: Sendable {
    /// A table, view, materialised view or foreign table.
    let tables: [String]
    let sequences: [String]
    /// Calls with a null for every argument.
    let calls: [String]

    static func read(
        _ installation: InstallationFixture, schema: String
    ) async throws -> Catalog {
        try await installation.owner.withConnection { connection in
            let relations = try connection.query(
                """
                SELECT format('%I.%I', n.nspname, c.relname), c.relkind::text
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = \(schema) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                ORDER BY 1
                """)
            let calls = try connection.query(
                """
                SELECT format('%I.%I(%s)', n.nspname, p.proname, (
                    SELECT string_agg('NULL::' || format_type(type, NULL), ', ')
                    FROM unnest(p.proargtypes::oid[]) AS type))
                FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
                WHERE n.nspname = \(schema) ORDER BY 1
                """)
            var (tables, sequences): ([String], [String]) = ([], [])
            for row in relations {
                let name = try row.string(0)
                if try row.string(1) == "S" { sequences.append(name) } else { tables.append(name) }
            }
            return Catalog(
                tables: tables, sequences: sequences, calls: try calls.map { try $0.string(0) })
        }
    }

    /// What every table holds, as one text a table.
    func contents(_ installation: InstallationFixture) async throws -> [String: String] {
        var contents: [String: String] = [:]
        for table in tables {
            let parts = table.split(separator: ".")
            let (schema, name) = (
                try Identifier(String(parts[0])), try Identifier(String(parts[1]))
            )
            contents[table] = try await installation.owner.query(
                """
                SELECT count(*) || ' '
                    || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '')
                FROM \(identifier: schema).\(identifier: name) AS t
                """
            ).single().decode(0)
        }
        return contents
    }
}
