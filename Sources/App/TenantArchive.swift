import Formats
import FoundationEssentials
import Glibc
import Kernel
import PostgresClient
package import Tenancy

/// Everything of a tenant as one ZIP archive: a CSV file for each table of its schema, as of one
/// moment, its settings and its people.
package struct TenantArchive: Sendable {
    struct Manifest: Encodable {
        struct Table: Encodable {
            let file: String
            let rows: Int64
        }

        struct Person: Encodable {
            let email: String
            let name: String
            let role: String
            /// The groups of customers that they see; left out for all.
            let portfolio: [Int64]?
            let since: String
        }

        struct SignOn: Encodable {
            let issuer: String
            let clientID: String
            let hasSecret: Bool
            /// What a newcomer becomes; left out where everybody must be taken in.
            let newcomers: String?
            let domains: [String]

            private enum CodingKeys: String, CodingKey {
                case issuer, newcomers, domains
                case clientID = "client_id"
                case hasSecret = "has_secret"  // a name, not a secret
            }
        }

        let tenant: String
        let currency: String
        let timeZone: String
        let locale: String
        let agingLimits: [Int]
        let fiscalYearStart: Int
        /// A name on the web that is its alone; left out where it has none.
        let domain: String?
        let status: String
        let exportedAt: String
        /// The roles that a second factor is asked of.
        let secondFactorRoles: [String]
        /// Left out where it is not set up.
        let signOn: SignOn?
        let people: [Person]
        let tables: [Table]
        /// What of the tenant is kept beside its own tables: one JSON object a line.
        let records: [Table]
    }

    let database: TenantDatabase
    let owner: PostgresPool

    /// Whoever runs this alone may read the file. It gets its name when the record of it is kept:
    /// none of them goes out without one.
    ///
    /// - Throws: `TenancyError.notPermitted`, `ZipWriter.Problem`, what the file system says.
    package func write(_ scope: Scope, to path: String) async throws {
        try scope.require(.manageTenant)
        let folder = path + ".parts"
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else {
            throw ZipWriter.Problem.cannotWrite(path: path)
        }
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        defer { try? files.removeItem(atPath: folder) }
        let (tables, records) = try await copy(scope.tenant, into: folder)
        let manifest = Manifest(
            tenant: scope.tenant.name.text, currency: scope.tenant.currency.code,
            timeZone: scope.tenant.timeZone.name, locale: scope.tenant.locale,
            agingLimits: scope.tenant.agingLimits, fiscalYearStart: scope.tenant.fiscalYearStart,
            domain: scope.tenant.domain, status: scope.tenant.status.rawValue,
            exportedAt: "\(Instant.now())",
            secondFactorRoles: try await secondFactorRoles(of: scope.tenant),
            signOn: try await signOn(of: scope.tenant), people: try await people(of: scope.tenant),
            tables: tables, records: records)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(manifest).write(
            to: URL(fileURLWithPath: "\(folder)/manifest.json"))
        let names = ["manifest.json"] + (tables + records).map(\.file)
        // In a folder that nobody else enters.
        let whole = "\(folder)/whole.zip"
        try ZipWriter.write(whole, files: names.map { (name: $0, path: "\(folder)/\($0)") })
        guard chmod(whole, 0o600) == 0 else { throw ZipWriter.Problem.cannotWrite(path: path) }
        let event = AuditEvent(.exportMade, AuditObject(.tenant, scope.tenant.id))
        _ = try await database.write(scope, [event.record(scope)])
        // Unlike renaming, this puts nothing in the place of a file that came to be there.
        guard link(whole, path) == 0 || Self.rename(whole, to: path, because: errno) else {
            throw ZipWriter.Problem.cannotWrite(path: path)
        }
    }

    /// Where the file system has no second names.
    private static func rename(_ whole: String, to path: String, because code: Int32) -> Bool {
        [EPERM, ENOTSUP, ENOSYS].contains(code) && access(path, F_OK) != 0
            && Glibc.rename(whole, path) == 0
    }

    /// As the owner, since the tenant's role may not read everything, in one transaction that only
    /// reads.
    private func copy(
        _ tenant: Tenant, into folder: String
    ) async throws -> (tables: [Manifest.Table], records: [Manifest.Table]) {
        try await owner.transaction(
            TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
        ) { connection in
            let question: Query = """
                SELECT c.relname::text FROM pg_catalog.pg_class AS c
                WHERE c.relnamespace = to_regnamespace(\(tenant.schema.name))
                    AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                ORDER BY 1
                """
            var tables: [Manifest.Table] = []
            for row in try connection.query(question) {
                let table = try Identifier(row.string(0))
                let file = "\(table.name).csv"
                tables.append(
                    Manifest.Table(
                        file: file,
                        rows: try Self.copy(
                            table, of: tenant.schema, to: "\(folder)/\(file)", on: connection)))
            }
            return (tables, try Self.records(of: tenant, into: folder, on: connection))
        }
    }

    /// - Returns: how many rows.
    private static func copy(
        _ table: Identifier, of schema: Identifier, to path: String,
        on connection: isolated PostgresConnection
    ) throws -> Int64 {
        guard let file = fopen(path, "wxe") else { throw ZipWriter.Problem.cannotWrite(path: path) }
        let copy: Query = """
            COPY (SELECT * FROM \(identifier: schema).\(identifier: table))
            TO STDOUT (FORMAT csv, HEADER true)
            """
        var isWritten = true
        let rows: Int
        do {
            rows = try connection.copyOut(copy) { bytes in
                if fwrite(bytes.baseAddress, 1, bytes.count, file) != bytes.count {
                    isWritten = false
                }
            }
        } catch {
            fclose(file)
            throw error
        }
        guard fclose(file) == 0, isWritten else {
            throw ZipWriter.Problem.cannotWrite(path: path)
        }
        return Int64(rows)
    }

    private func people(of tenant: Tenant) async throws -> [Manifest.Person] {
        try await owner.query(
            """
            SELECT u.email, u.name, m.role, m.portfolio, m.created_at
            FROM public.memberships AS m
            JOIN public.users AS u ON u.id = m.user_id
            WHERE m.tenant_id = \(tenant.id) ORDER BY u.email
            """
        ).map { row in
            Manifest.Person(
                email: try row.string(0), name: try row.string(1), role: try row.string(2),
                portfolio: try row.decode(3, as: [Int64]?.self),
                since: "\(try row.decode(4, as: Instant.self))")
        }
    }
}
