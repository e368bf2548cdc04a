/// What a feature adds to the server: its pages' templates, its static files and its routes.
package struct WebFeature: Sendable {
    package let templates: [PageTemplate]
    package let staticFiles: [StaticFile]
    package let addRoutes: @Sendable (inout RouteTable, WebEnvironment) -> Void

    package init(
        templates: [PageTemplate] = [], staticFiles: [StaticFile] = [],
        addRoutes: @escaping @Sendable (inout RouteTable, WebEnvironment) -> Void
    ) {
        self.templates = templates
        self.staticFiles = staticFiles
        self.addRoutes = addRoutes
    }
}
