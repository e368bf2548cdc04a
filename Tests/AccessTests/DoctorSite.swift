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
    private let settings: [String: String]
    private let connected: Database
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
                        settings: given, connected: database, directory: directory,
                        owner: Identifier(owner),
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
        try await Self.details(check, of: doctor)
    }

    static func details(_ check: String, of doctor: Doctor) async throws -> [String] {
        let finding = try #require(try await doctor.examine().first { $0.check.contains(check) })
        #expect(finding.isWell == finding.details.isEmpty)
        return finding.details
    }

    /// A doctor of the same database whose files with keys are elsewhere.
    func doctor(of directory: String) throws -> Doctor {
        var settings = settings
        settings["COUNTINGHOUSE_DATA_DIR"] = directory
        let given = settings
        return Doctor(connected, configuration: try Configuration { given[$0] })
    }

    /// A role that is nobody's here. Roles belong to the whole server, so its name tells of whom.
    var stranger: Identifier {
        get throws { try Identifier("intern_of_\(database.name)") }
    }

    /// What is otherwise than the migrations make it, but for strangers of other tests, and for
    /// what those do to roles of their tenants: all tests have one login, which may become them.
    func wrong() async throws -> [String] { try await wrong(doctor) }

    /// The same by a doctor who has only just connected, as whoever tampered with that would have it.
    func wrongToWhoeverConnects() async throws -> [String] {
        let given = settings
        let configuration = try Configuration { given[$0] }
        let database = try await Database.open(configuration)
        let found: [String]
        do {
            found = try await wrong(Doctor(database, configuration: configuration))
        } catch {
            try? await database.close()
            throw error
        }
        try await database.close()
        return found
    }

    private func wrong(_ doctor: Doctor) async throws -> [String] {
        let mine = try stranger.name
        return try await doctor.examine().filter {
            $0.check.contains("the migrations make") || $0.check.contains("a right elsewhere")
                || $0.check.contains("of its number")
        }.flatMap(\.details).filter {
            $0.hasPrefix(mine + " ")
                || !$0.hasPrefix("intern_of_") && !$0.hasSuffix(", who is bound by no policy")
        }
    }
}
