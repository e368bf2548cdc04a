import App
import BooksTestSupport
import Foundation
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

/// What somebody began goes on while they are erased, and would write their name when it ends.
@Suite struct `Somebody who is erased while they import` {
    private static let email = "zora.quill@example.com"

    /// Themselves, and a program with a key that bears their name.
    private static func scopes(_ site: AccessSite) async throws -> [Scope] {
        let services = site.services
        let address = try EmailAddress(email)
        _ = try await services.users.grant(
            address, name: nil, role: .admin, in: site.scope.tenant, password: nil, at: .now())
        let scope = try await services.members.scope(
            of: address, in: nil, of: services.directory)
        let made = try await services.keys.create(
            scope, name: "Zora Quill's script", permissions: [.readReceivables, .importData],
            days: 1, at: .now())
        let holder = try #require(try await services.keys.find(made.secret, at: .now()))
        return [
            scope,
            Scope(
                tenant: scope.tenant, actor: .program(id: holder.id, name: holder.name),
                grant: holder.grant),
        ]
    }

    private static func actors(_ site: AccessSite) async throws -> Set<String> {
        let schema = site.scope.tenant.schema
        return Set(
            try await site.owner.query(
                "SELECT actor FROM \(identifier: schema).ar_import"
            ).map { try $0.string(0) })
    }

    /// What there is of a file that was sent: itself, and its rejected lines.
    private static func files(_ site: AccessSite, _ upload: ImportUpload) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(site.directory)/uploads")
            .filter { $0.hasPrefix(upload.token.text) }
    }

    @Test func `has nothing stored after it`() async throws {
        try await AccessSite.use { site in
            let path = "\(site.directory)/erased.csv"
            for (number, scope) in try await Self.scopes(site).enumerated() {
                let list = """
                    Customer,Invoice No,Invoice Date,Due Date,Amount
                    Ann,before-\(number),2026-07-01,2026-07-31,100.00
                    """
                try Data(list.utf8).write(to: URL(filePath: path))
                _ = try await site.services.imports.run(scope, ImportRequest(path: path))
            }
            let begun = try await Self.scopes(site)
            #expect(try await Self.actors(site).contains(Self.email))
            _ = try await site.services.people.erase(EmailAddress(Self.email))
            let left = try await Self.actors(site)
            #expect(!left.contains { $0.lowercased().contains("zora") })
            let list = """
                Customer,Invoice No,Invoice Date,Due Date,Amount
                Ann,after,2026-07-01,2026-07-31,100.00
                """
            try Data(list.utf8).write(to: URL(filePath: path))
            for scope in begun {
                await #expect(throws: TenancyError.self) {
                    _ = try await site.services.imports.run(scope, ImportRequest(path: path))
                }
            }
            #expect(try await Self.actors(site) == left)
            _ = try await site.services.imports.run(site.scope, ImportRequest(path: path))
        }
    }

    @Test func `has nothing undone after it`() async throws {
        try await AccessSite.use { site in
            let undoing = site.services.importUndo
            let begun = try await Self.scopes(site)
            for scope in begun {
                #expect(try await undoing.plan(scope, site.importID).isPossible)
            }
            _ = try await site.services.people.erase(EmailAddress(Self.email))
            for scope in begun {
                await #expect(throws: TenancyError.self) {
                    _ = try await undoing.undo(scope, site.importID)
                }
            }
            let schema = site.scope.tenant.schema
            let undone = try await site.owner.query(
                "SELECT count(*) FROM \(identifier: schema).ar_import_undo")
            #expect(try undone.single().int64(0) == 0)
            _ = try await undoing.undo(site.scope, site.importID)
        }
    }

    @Test func `leaves no file, whether its import runs or waits for its turn`() async throws {
        try await AccessSite.use { site in
            let schema = site.scope.tenant.schema
            let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = site.owner.transaction { connection in
                defer { tellHeld.finish() }
                // As another import of the tenant does.
                let lock: Query = """
                    SELECT pg_advisory_xact_lock(
                        hashtextextended(\(schema.name)::text || '.ar_import', 0))
                    """
                try connection.execute(lock)
                tellHeld.finish()
                for await _ in mayEnd {}
            }
            for await _ in isHeld {}
            var begun: [(upload: ImportUpload, job: ImportJob)] = []
            for scope in try await Self.scopes(site) {
                let upload = try await AccessSite.upload(site.parts, scope)
                let job = try await site.parts.importQueue.start(scope, upload)
                begun.append((upload, job))
            }
            try await site.books.waitForLock()
            let there = try begun.map { try Self.files(site, $0.upload).count }
            #expect(there == [2, 1])

            let erasure = try await site.services.people.erase(EmailAddress(Self.email))
            #expect(erasure.files == 2)
            // A server that is killed now leaves nothing either.
            let left = try begun.flatMap { try Self.files(site, $0.upload) }
            #expect(left.isEmpty)
            tellEnd.finish()
            try await holding
            for (upload, job) in begun {
                await job.finished()
                guard case .done(.failure) = job.phase else {
                    Issue.record("It was stored.")
                    continue
                }
                let files = try Self.files(site, upload)
                #expect(files.isEmpty)
            }
            let tokens = begun.map { $0.upload.token.text }
            let kept = try await site.owner.query(
                """
                SELECT count(*) FROM \(identifier: schema).ar_upload
                WHERE token = ANY (\(tokens))
                """)
            #expect(try kept.single().int64(0) == 0)
        }
    }
}
