import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/file/:token/`: one file before, while and after it is imported.
struct ImportFileHandler: Sendable {
    private static let path = "/import/file/:token"
    /// Larger files are not read as a whole before they are imported.
    static let checkedBytesMax: Int64 = 64 << 20
    /// A page waits so long for what is nearly there.
    private static let patience: Duration = .milliseconds(1_500)

    let desk: ImportDesk
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path, page)
        routes.post(Self.path, checksTokenItself: true, change)
        routes.get(Self.path + "/check", check)
        routes.post(Self.path + "/cancel", cancel)
        routes.post(Self.path + "/remove", remove)
        routes.get(Self.path + "/rejects.csv", rejects)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        if let id = upload.importID, upload.state == .stored {
            return .redirect(toPath: ImportAddress.record(id))
        }
        if upload.state == .importing {
            return try html(await progress(context, scope, upload))
        }
        return try html(await preview(context, scope, upload))
    }

    private func progress(
        _ context: AppRequestContext, _ scope: Scope, _ upload: ImportUpload
    ) async -> ImportFilePage {
        let job = await desk.queue.job(scope, upload.token)
        return ImportFilePage(
            layout: environment.importLayout(context, scope, title: "Importing"),
            upload: upload, progress: ImportProgressView(job, tenant: scope.tenant),
            tenant: scope.tenant)
    }

    private func preview(
        _ context: AppRequestContext, _ scope: Scope, _ upload: ImportUpload
    ) async throws -> ImportFilePage {
        let layout = environment.importLayout(context, scope, title: upload.fileName)
        do {
            let preview = try await desk.previews.preview(scope, upload)
            var check: ImportCheckView?
            if let understood = preview.understood, !understood.needsDay,
                !understood.rows.isEmpty || understood.read > 0
            {
                check = await self.check(scope, upload)
            }
            return ImportFilePage(
                layout: layout, upload: upload, preview: preview, check: check,
                tenant: scope.tenant, today: scope.today(at: environment.now()))
        } catch let error as any DomainError where error.kind != .internalFailure {
            return ImportFilePage(
                layout: layout, upload: upload, problem: error, tenant: scope.tenant)
        }
    }

    private func check(_ scope: Scope, _ upload: ImportUpload) async -> ImportCheckView {
        guard upload.sizeBytes <= Self.checkedBytesMax else { return .tooLarge }
        let job = await desk.queue.check(scope, upload)
        await job.finished(within: Self.patience)
        return ImportCheckView(job, upload, tenant: scope.tenant)
    }

    /// The check alone, for a page that shows that it is running.
    @Sendable
    private func check(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        guard upload.state.mayStart else { throw ImportUploadError.busy }
        return .html(
            try environment.pages.render(
                await check(scope, upload), template: "import-check"))
    }

    @Sendable
    private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        let form = try await ImportOptionsForm(request, context)
        let path = ImportAddress.file(upload.token)
        guard upload.state.mayStart else { return .redirect(toPath: path) }
        let options: ImportUploadOptions
        do { options = try form.options() } catch {
            return .redirect(toPath: path, flash: Flash(kind: .error, text: error.userMessage))
        }
        try await desk.uploads.change(scope, upload.token, options)
        guard form.mustStart else { return Response(status: .seeOther, headers: [.location: path]) }
        let changed = try await desk.uploads.find(scope, upload.token)
        let job = try await desk.queue.start(scope, changed)
        await job.finished(within: Self.patience)
        return Response(status: .seeOther, headers: [.location: path])
    }

    @Sendable
    private func cancel(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        let job = await desk.queue.job(scope, upload.token)
        await desk.queue.cancel(scope, upload.token)
        await job?.finished(within: Self.patience)
        return Response(
            status: .seeOther, headers: [.location: ImportAddress.file(upload.token)])
    }

    @Sendable
    private func remove(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        try await desk.uploads.remove(scope, upload.token)
        return .redirect(
            toPath: ImportAddress.start,
            flash: Flash(kind: .success, text: "“\(upload.fileName)” was removed."))
    }

    @Sendable
    private func rejects(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let (scope, upload) = try await file(request, context)
        return try await ImportRejectsDownload.response(scope, desk.uploads, upload, context)
    }

    private func file(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> (Scope, ImportUpload) {
        let scope = try await environment.tenants.scope(of: request, context)
        let token = try ImportAddress.token(context)
        return (scope, try await desk.uploads.find(scope, token))
    }

    private func html(_ page: ImportFilePage) throws -> Response {
        .html(try environment.pages.render(page, template: "import-file"))
    }
}
