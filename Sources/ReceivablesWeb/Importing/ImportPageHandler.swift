import Formats
import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// `/import/`: where a file is dropped, and what was imported so far.
struct ImportPageHandler: Sendable {
    /// The file and what stands around it in the form.
    private static let bodyBytesMax = ImportUploadService.bytesMax + (1 << 20)
    private static let pageMax = 100_000

    let desk: ImportDesk
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/import", page)
        routes.post(
            "/import", bodyBytesMax: Self.bodyBytesMax, checksTokenItself: true,
            streamsBody: true, receive)
    }

    @Sendable
    private func page(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.importData)
        let query = try QueryParameters(request, ignoresEmpty: true)
        let number = try query.integer("page", in: 1...Self.pageMax) ?? 1
        let (entries, count) = try await desk.history.page(scope, number)
        let page = ImportPage(
            layout: environment.importLayout(context, scope, title: "Import"),
            waiting: number == 1 ? try await desk.uploads.unfinished(scope) : [],
            entries: entries, count: count, page: number, tenant: scope.tenant)
        return .html(try environment.pages.render(page, template: "import"))
    }

    /// Takes the file as it comes. A browser without scripts is led to the file's page; a script
    /// is told where that is.
    @Sendable
    private func receive(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        try scope.require(.importData)
        var form = try MultipartReader(request)
        var isTrusted = false
        while let part = try await form.nextPart() {
            if part.name == "csrf_token" {
                try context.checkToken(try await form.text())
                isTrusted = true
            } else if let name = part.fileName {
                guard isTrusted else { throw WebError.tokenWrong }
                let token = try await receive(&form, named: name, scope) {
                    let tenants = environment.tenants
                    let left = try await tenants.scopeAfterBody(of: request, context, begun: scope)
                    try left.require(.importData)
                }
                return answer(request, ImportAddress.file(token))
            }
        }
        throw ImportUploadError.empty
    }

    /// - Parameter check: whether its sender still may, when all of it is there.
    private func receive(
        _ form: inout MultipartReader, named name: String, _ scope: Scope,
        _ check: () async throws -> Void
    ) async throws -> ImportUploadToken {
        let writer = try desk.uploads.begin(scope)
        while let piece = try await form.next() { try await writer.append(piece) }
        try await check()
        return try await desk.uploads.finish(scope, writer, named: name)
    }

    private func answer(_ request: Request, _ path: String) -> Response {
        guard !request.wantsPage else {
            return Response(status: .seeOther, headers: [.location: path])
        }
        var json = JSONBytes(reservingCapacity: 128)
        json.object { json in
            json.key("location")
            json.string(path)
        }
        var response = Response.json(json.bytes)
        response.status = .created
        response.headers[.location] = path
        return response
    }
}
