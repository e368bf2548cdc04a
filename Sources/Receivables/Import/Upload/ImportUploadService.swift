import Glibc
import Kernel
import PostgresClient
package import Tenancy

/// Files that people sent to be imported. Each belongs to who sent it and to the tenant it was
/// sent to; for everybody else it does not exist.
package struct ImportUploadService: Sendable {
    package static let bytesMax = 2 << 30
    /// The rejects that are kept for being shown; the file of them has more.
    package static let rejectsShown = 100
    /// Files of one person that wait; the oldest make way.
    static let waitingMax = 20
    private static let nameBytesMax = 200

    let database: TenantDatabase
    package let folder: UploadFolder

    package init(database: TenantDatabase, folder: UploadFolder) {
        self.database = database
        self.folder = folder
    }

    /// Begins to take a file.
    ///
    /// - Throws: `TenancyError.notPermitted`, `ImportUploadError.cannotKeep`.
    package func begin(_ scope: Scope) throws -> UploadWriter {
        try scope.require(.importData)
        return try UploadWriter(folder: folder, bytesMax: Self.bytesMax)
    }

    /// The file is here as a whole.
    ///
    /// - Throws: `ImportUploadError.empty`, `PostgresError`; it is not kept then.
    package func finish(
        _ scope: Scope, _ writer: UploadWriter, named fileName: String
    ) async throws -> ImportUploadToken {
        try scope.require(.importData)
        let size = await writer.sizeBytes
        guard size > 0 else { throw ImportUploadError.empty }
        _ = try await database.write(
            scope,
            [
                ImportUploadStorage.purge(ageMaxSeconds: UploadFolder.ageMaxSeconds),
                ImportUploadStorage.insert(
                    writer.token, Self.shown(fileName), Int64(size), by: scope.uploader),
                AuditEvent(
                    .uploadReceived, writer.token.object, after: ["bytes": .number(Int64(size))]
                ).record(scope),
            ])
        await writer.finish()
        folder.purge()
        for old in try await unfinished(scope, countMax: 1_000).dropFirst(Self.waitingMax) {
            try? await remove(scope, old.token)
        }
        return writer.token
    }

    /// - Throws: `ImportUploadError.unknown`.
    package func find(_ scope: Scope, _ token: ImportUploadToken) async throws -> ImportUpload {
        try scope.require(.importData)
        guard let upload = try await row(scope, token) else { throw ImportUploadError.unknown }
        // Whoever imports it holds the file. If nobody does, the program ended in the middle.
        guard upload.state == .importing, isAbandoned(token) else { return upload }
        _ = try await database.write(scope, [ImportUploadStorage.settle(token)])
        guard let settled = try await row(scope, token) else { throw ImportUploadError.unknown }
        return settled
    }

    /// The files of the asker that were not imported yet, the youngest first.
    package func unfinished(_ scope: Scope, countMax: Int = 20) async throws -> [ImportUpload] {
        try scope.require(.importData)
        let query = ImportUploadStorage.unfinished(of: scope.uploader, countMax)
        return try await database.read(scope, query).map(ImportUploadStorage.upload)
    }

    /// The file that an import came from, for what is still known of its rejects; nil if it did
    /// not come that way or is too long ago.
    package func file(_ scope: Scope, ofImport id: Int64) async throws -> ImportUpload? {
        try scope.require(.importData)
        return try await database.read(scope, ImportUploadStorage.ofImport(id)).first
            .map(ImportUploadStorage.upload)
    }

    /// - Throws: `ImportUploadError.busy`.
    package func change(
        _ scope: Scope, _ token: ImportUploadToken, _ options: ImportUploadOptions
    ) async throws {
        try scope.require(.importData)
        let query = ImportUploadStorage.change(token, options, of: scope.uploader)
        let event = AuditEvent(
            .uploadChanged, token.object,
            after: [
                "form": .text(options.form.rawValue), "strict": .flag(options.isStrict),
                "as_of": options.asOf.map { .text("\($0)") } ?? .null,
                "complete": .flag(options.isComplete),
            ])
        let recorded = event.record(scope, with: query)
        guard try await !database.write(scope, [recorded])[0].isEmpty else {
            throw ImportUploadError.busy
        }
    }

    /// Forgets a file that was not imported.
    ///
    /// - Throws: `ImportUploadError.busy`.
    package func remove(_ scope: Scope, _ token: ImportUploadToken) async throws {
        try scope.require(.importData)
        let query = AuditEvent(.uploadRemoved, token.object).record(
            scope, with: ImportUploadStorage.remove(token, of: scope.uploader))
        guard try await !database.write(scope, [query])[0].isEmpty else {
            throw ImportUploadError.busy
        }
        folder.remove(token)
    }

    /// Records that somebody takes the rejected lines of a file with them.
    package func recordRejectsExport(_ scope: Scope, _ upload: ImportUpload) async throws {
        try scope.require(.importData)
        try await database.record(
            scope,
            AuditEvent(
                .exportMade, upload.token.object,
                after: ["title": "Rejected lines", "format": "csv"]))
    }

    /// What an import of the file is asked for.
    func request(
        _ upload: ImportUpload, isDryRun: Bool, rejectsDescriptor: Int32? = nil
    ) -> ImportRequest {
        var request = ImportRequest(
            origin: .path(folder.path(of: upload.token)), displayName: upload.fileName,
            form: upload.options.form, asOf: upload.options.asOf, isDryRun: isDryRun,
            isStrict: upload.options.isStrict, columnMap: upload.options.map,
            isComplete: upload.options.isComplete, rejectsDescriptor: rejectsDescriptor)
        if !isDryRun { request.upload = upload.token.text }
        return request
    }

    private func row(_ scope: Scope, _ token: ImportUploadToken) async throws -> ImportUpload? {
        let query = ImportUploadStorage.find(token, of: scope.uploader)
        return try await database.read(scope, query).first.map(ImportUploadStorage.upload)
    }

    private func isAbandoned(_ token: ImportUploadToken) -> Bool {
        !folder.exists(token) || folder.claim(token) != nil
    }

    /// A name without folders and without what would not show.
    private static func shown(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var kept = ""
        for scalar in last.unicodeScalars where !isHidden(scalar) {
            guard kept.utf8.count + 4 <= nameBytesMax else { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept.allSatisfy(\.isWhitespace) ? "file" : kept
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
            true
        default: false
        }
    }
}
