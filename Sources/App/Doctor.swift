import Kernel
import PostgresClient
import Tenancy

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
        let late = try await behind()
        findings.append(
            finding(
                "Every tenant's tables have this version",
                late.map { "\($0.tenant): \($0.steps)" }))
        findings += try await comparison(without: late.map(\.tenant))
        findings.append(
            finding(
                "Files with keys are their owner's alone",
                SecretFileExamination(directory: dataDirectory).faults()))
        return findings
    }

    private func finding(_ check: String, _ details: [String]) -> Finding {
        Finding(
            check: check, isWell: details.isEmpty, details: Array(details.prefix(Self.detailsMax)))
    }

    /// What there is against what this program's migrations make: who tampers with a right, a
    /// policy or a function need not be foreseen.
    private func comparison(without behind: [String]) async throws -> [Finding] {
        let checks = [
            "The schemas are as the migrations make them",
            "Nobody of ours has a right elsewhere",
        ]
        do {
            let found = try await database.installation.compareSchemas(without: behind)
            return zip(checks, [found.schemas, found.elsewhere]).map { finding($0, $1) }
        } catch let error as TenancyError {
            return checks.map { finding($0, ["cannot be compared: \(error.userMessage)"]) }
        }
    }

    /// The tenants whose tables lack a step of this version, or have none that can be read.
    private func behind() async throws -> [(tenant: String, steps: String)] {
        let wanted = database.installation.tenantMigrations.files.count
        var behind: [(String, String)] = []
        let tenants: Query = """
            SELECT name, schema_name FROM public.tenants WHERE status <> 'creating' ORDER BY name
            """
        for row in try await database.owner.query(tenants) {
            let schema = try Identifier(try row.string(1))
            let count: Query = "SELECT count(*) FROM \(identifier: schema).schema_migration"
            do {
                let has = try await database.owner.query(count).single().int64(0)
                if has != wanted { behind.append((try row.string(0), "\(has) of \(wanted) steps")) }
            } catch let error as PostgresError where error.serverDiagnostic != nil {
                behind.append((try row.string(0), "its record of steps cannot be read"))
            }
        }
        return behind
    }
}
