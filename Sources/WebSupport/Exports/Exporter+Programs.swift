package import Formats
package import Hummingbird
package import Tenancy

/// Files for programs, which ask for one, come back and fetch it.
extension Exporter {
    /// Takes a file on and returns the export's id.
    ///
    /// - Throws: `ExportStoreError.tooMany`, `.noRoom`; `WebError.stopping`.
    package func start(
        _ scope: Scope, _ format: ExportFormat, title: String, name: String, subject: String,
        write: @escaping @Sendable (@escaping ExportFile.MakeWriter) async throws -> Void
    ) async throws -> String {
        try await desk.store.start(
            work(scope, format, title: title, name: name, subject: subject, write: write),
            for: desk.store.owner(scope))
    }

    package func wait(for id: String, atMost patience: Duration) async {
        await desk.store.wait(for: id, atMost: patience)
    }

    /// The asker's, in the order in which they were asked for.
    package func all(of scope: Scope) async throws -> [ExportListing] {
        try await desk.store.listings(of: desk.store.owner(scope))
    }

    /// - Throws: `ExportStoreError.unknown`, also for somebody else's.
    package func status(of id: String, _ scope: Scope) async throws -> ExportListing {
        guard let found = try await all(of: scope).first(where: { $0.id == id }) else {
            throw ExportStoreError.unknown
        }
        return found
    }

    /// - Throws: `ExportStoreError.unknown`, `.notDone`, `.failed`.
    package func file(
        of id: String, _ scope: Scope, _ context: AppRequestContext
    ) async throws -> Response {
        let (_, status) = try await desk.store.status(of: id, for: desk.store.owner(scope))
        var response = try await ExportDesk.send(try status.file, context)
        // Its name says what it is; one type for all is what the API's description promises.
        response.headers[.contentType] = "application/octet-stream"
        return response
    }
}
