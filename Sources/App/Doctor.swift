import Glibc
import Kernel
import PostgresClient

/// Looks at the live installation and proves what keeps its tenants apart: the server, the roles
/// and their rights, the policies of the shared tables, the schemas, the files with secrets.
package struct Doctor: Sendable {
    /// One thing that was looked at.
    package struct Finding: Encodable, Sendable {
        package let check: String
        package let isWell: Bool
        /// What is wrong, at most a few of each kind; empty where nothing is.
        package let details: [String]

        private enum CodingKeys: String, CodingKey {
            case check, details
            case isWell = "ok"
        }
    }

    private static let detailsMax = 20

    let database: Database
    let dataDirectory: String

    package init(_ database: Database, configuration: Configuration) {
        self.database = database
        dataDirectory = configuration.dataDirectory
    }

    /// - Throws: when the database cannot be asked at all.
    package func examine() async throws -> [Finding] {
        var findings: [Finding] = []
        for (check, question) in DoctorQuestions.all(
            login: database.installation.applicationRole.name)
        {
            let rows = try await database.owner.query(question)
            let details = try rows.prefix(Self.detailsMax).map { try $0.string(0) }
            findings.append(Finding(check: check, isWell: details.isEmpty, details: details))
        }
        findings.append(try await schemas())
        findings.append(secretFiles())
        return findings
    }

    /// Every tenant has the version that this program works with.
    private func schemas() async throws -> Finding {
        let wanted = database.installation.tenantMigrations.files.count
        var behind: [String] = []
        let tenants: Query = """
            SELECT name, schema_name FROM public.tenants WHERE status <> 'creating' ORDER BY name
            """
        for row in try await database.owner.query(tenants) {
            let schema = try Identifier(try row.string(1))
            let count: Query = "SELECT count(*) FROM \(identifier: schema).schema_migration"
            let has = try await database.owner.query(count).single().int64(0)
            if has != wanted { behind.append("\(try row.string(0)): \(has) of \(wanted) steps") }
        }
        return Finding(
            check: "Every tenant's tables have this version", isWell: behind.isEmpty,
            details: Array(behind.prefix(Self.detailsMax)))
    }

    /// Files that hold keys are for their owner alone.
    private func secretFiles() -> Finding {
        let open = ["token.key", "secrets.key", "audit.key"].filter { name in
            var status = stat()
            return stat("\(dataDirectory)/\(name)", &status) == 0 && status.st_mode & 0o077 != 0
        }
        return Finding(
            check: "Files with keys are their owner's alone", isWell: open.isEmpty, details: open)
    }
}
