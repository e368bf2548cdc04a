import App
import BooksTestSupport
import Foundation
import PostgresClient
import Tenancy
import Testing

/// An installation with two tenants, and a doctor who looks at it.
struct DoctorSite: Sendable {
    let books: Books
    let other: Tenant
    let doctor: Doctor
    /// Where the files with keys are.
    let directory: String

    var ours: Tenant { books.tenant }
    var login: Identifier { books.installation.installation.applicationRole }
    let owner: Identifier
    let database: Identifier

    static func use(_ body: (DoctorSite) async throws -> Void) async throws {
        try await Books.use(connections: 2) { books in
            let directory = FileManager.default.temporaryDirectory
                .appendingPathComponent("countinghouse-doctor-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: directory) }
            var settings = books.installation.settings
            settings["COUNTINGHOUSE_DATA_DIR"] = directory
            let given = settings
            let configuration = try Configuration { given[$0] }
            let other = try await books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: books.tenant.timeZone))
            let database = try await Database.open(configuration)
            do {
                let owner = try await books.installation.owner.query("SELECT current_user::text")
                    .single().string(0)
                try await body(
                    DoctorSite(
                        books: books, other: other,
                        doctor: Doctor(database, configuration: configuration),
                        directory: directory, owner: Identifier(owner),
                        database: Identifier(books.installation.database)))
            } catch {
                try? await database.close()
                throw error
            }
            try await database.close()
        }
    }

    /// What is wrong by the check whose name holds these words.
    func details(_ check: String) async throws -> [String] {
        let finding = try #require(try await doctor.examine().first { $0.check.contains(check) })
        #expect(finding.isWell == finding.details.isEmpty)
        return finding.details
    }

    /// What is otherwise than the migrations make it.
    func wrong() async throws -> [String] {
        try await doctor.examine().filter {
            $0.check.contains("the migrations make") || $0.check.contains("a right elsewhere")
        }.flatMap(\.details)
    }
}
