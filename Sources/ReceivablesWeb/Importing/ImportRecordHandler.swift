import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/:id/`: one import that was stored, and how it is undone.
struct ImportRecordHandler: Sendable {
    private static let patience: Duration = .milliseconds(1_500)

    let desk: ImportDesk
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/import/:id", page)
        routes.get("/import/:id/rejects.csv", rejects)
        routes.get("/import/:id/undo", plan)
        routes.post("/import/:id/undo", undo)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, entry) = try await record(request, context)
        let job = await desk.queue.undoing(scope, entry.id)
        let page = ImportRecordPage(
            layout: environment.importLayout(context, scope, title: entry.fileName),
            entry: entry, upload: try await desk.uploads.file(scope, ofImport: entry.id),
            undoing: job.flatMap { $0.isDone ? nil : $0 }, tenant: scope.tenant,
            today: scope.today(at: environment.now()))
        return .html(try environment.pages.render(page, template: "import-record"))
    }

    @Sendable
    private func rejects(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (scope, entry) = try await record(request, context)
        guard let upload = try await desk.uploads.file(scope, ofImport: entry.id) else {
            throw WebError.noSuchAddress
        }
        return try await ImportRejectsDownload.response(scope, desk.uploads, upload, context)
    }

    @Sendable
    private func plan(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, entry) = try await record(request, context)
        let page = ImportUndoPage(
            layout: environment.importLayout(context, scope, title: "Undo an import"),
            entry: entry, plan: try await desk.undoing.plan(scope, entry.id),
            tenant: scope.tenant)
        return .html(try environment.pages.render(page, template: "import-undo"))
    }

    @Sendable
    private func undo(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, entry) = try await record(request, context)
        let job = try await desk.queue.undo(scope, entry.id)
        await job.finished(within: Self.patience)
        let path = ImportAddress.record(entry.id)
        switch job.phase {
        case .done(.failure(let failure)):
            return .redirect(toPath: path, flash: Flash(kind: .error, text: failure.sentence))
        case .done(.success):
            return .redirect(
                toPath: path,
                flash: Flash(kind: .success, text: "The import was undone."))
        case .waiting, .running:
            return Response(status: .seeOther, headers: [.location: path])
        }
    }

    private func record(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> (Scope, ImportHistoryEntry) {
        let scope = try await environment.tenants.scope(of: request, context)
        let id = try ImportAddress.id(context)
        guard let entry = try await desk.history.find(scope, id) else {
            throw WebError.noSuchAddress
        }
        return (scope, entry)
    }
}
