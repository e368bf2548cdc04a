import Kernel
package import Tenancy

/// `/exports/:id/`: how far an export is, and its file when it is done.
package struct ExportPages: Sendable {
    private static let template = "export"
    private static let script = StaticFile.script("export.js", PackageResources.export_js)

    private let store: ExportStore
    private let recorder: AuditRecorder

    package static func feature(_ store: ExportStore, _ recorder: AuditRecorder) -> WebFeature {
        WebFeature(
            templates: [PageTemplate(name: template, bytes: PackageResources.export_mustache)],
            staticFiles: [script]
        ) { routes, environment in
            ExportPages(store: store, recorder: recorder).add(to: &routes, environment)
        }
    }

    static func path(of id: String) -> String { "/exports/\(id)/" }

    private func add(to routes: inout RouteTable, _ environment: WebEnvironment) {
        let (store, recorder) = (store, recorder)
        routes.get("/exports/:id") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let id = try context.parameters.require("id")
            let (title, status) = try await store.status(of: id, for: store.owner(scope))
            let page = ExportPage(
                title: title, id: id, status: status,
                layout: environment.layout(
                    context, scope, title: title, section: .none, scripts: [Self.script.name]))
            return .html(try environment.pages.render(page, template: Self.template))
        }
        routes.get("/exports/:id/file") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let id = try context.parameters.require("id")
            let (_, status) = try await store.status(of: id, for: store.owner(scope))
            return try await ExportDesk.send(try status.file, context)
        }
        routes.post("/exports/:id/remove") { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            let id = try context.parameters.require("id")
            try await store.remove(id, for: store.owner(scope))
            try await recorder.record(scope, AuditEvent(.exportRemoved, AuditObject(.export)))
            return .redirect(
                toPath: "/", flash: Flash(kind: .success, text: "The export was taken away."))
        }
    }
}
