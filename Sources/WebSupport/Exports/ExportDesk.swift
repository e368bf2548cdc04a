package import Hummingbird
package import Tenancy

/// Answers a request for a file: with the file where it is made soon, else with a page that tells
/// how far it is, can be left and come back to, and then has the file.
package struct ExportDesk: Sendable {
    /// Longer than this nobody looks at a blank page.
    package static let patience: Duration = .seconds(2)

    let store: ExportStore
    private let patience: Duration

    package init(store: ExportStore, patience: Duration = ExportDesk.patience) {
        self.store = store
        self.patience = patience
    }

    /// - Throws: `ExportStoreError`, and what the work throws while somebody waits for it.
    package func answer(
        _ request: Request, _ context: AppRequestContext, _ scope: Scope, _ work: ExportWork
    ) async throws -> Response {
        let owner = try await store.owner(scope)
        let id = try await store.start(work, for: owner)
        // A program has no use for a page; it waits.
        let patience = request.prefersNotToWait ? .zero : patience
        await store.wait(for: id, atMost: request.wantsPage ? patience : nil)
        switch try await store.status(of: id, for: owner).status {
        case .waiting, .running:
            return Response(status: .seeOther, headers: [.location: ExportPages.path(of: id)])
        case .done(let file):
            return try await Self.send(file, context) {
                try? await store.remove(id, for: owner)
            }
        case .failed(let error):
            try await store.remove(id, for: owner)
            throw error
        }
    }

    /// The file, read in pieces while it is sent.
    static func send(
        _ file: ExportedFile, _ context: AppRequestContext,
        afterwards: @escaping @Sendable () async -> Void = {}
    ) async throws -> Response {
        let body = try await FileIO().loadFile(path: file.path, context: context)
        var headers: HTTPFields = [.contentType: file.contentType]
        headers[.contentDisposition] = "attachment; filename=\"\(file.name)\""
        headers[.cacheControl] = "private, no-store"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(contentLength: body.contentLength) { writer in
                do { try await body.write(writer) } catch {
                    await afterwards()
                    throw error
                }
                await afterwards()
            })
    }
}
