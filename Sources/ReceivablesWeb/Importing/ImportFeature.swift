import Tenancy
package import WebSupport

/// The import pages.
package enum ImportFeature {
    static let stylesheet = StaticFile(
        name: "import.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.import_css)
    static let script = StaticFile(
        name: "import.js", contentType: "text/javascript; charset=utf-8",
        bytes: PackageResources.import_js)

    package static func feature(_ desk: ImportDesk) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "import", bytes: PackageResources.import_mustache),
                PageTemplate(name: "import-file", bytes: PackageResources.import_file_mustache),
                PageTemplate(name: "import-check", bytes: PackageResources.import_check_mustache),
                PageTemplate(
                    name: "import-rejects", bytes: PackageResources.import_rejects_mustache),
                PageTemplate(
                    name: "import-progress", bytes: PackageResources.import_progress_mustache),
                PageTemplate(
                    name: "import-record", bytes: PackageResources.import_record_mustache),
                PageTemplate(name: "import-undo", bytes: PackageResources.import_undo_mustache),
            ],
            staticFiles: [stylesheet, script]
        ) { routes, environment in
            ImportPageHandler(desk: desk, environment: environment).add(to: &routes)
            ImportFileHandler(desk: desk, environment: environment).add(to: &routes)
            ImportEventsHandler(desk: desk, environment: environment).add(to: &routes)
            ImportRecordHandler(desk: desk, environment: environment).add(to: &routes)
        }
    }
}

extension WebEnvironment {
    /// The frame of an import page.
    func importLayout(
        _ context: AppRequestContext, _ scope: Scope, title: String
    ) -> PageLayout {
        layout(
            context, scope, title: title, section: .importing,
            stylesheets: [ImportFeature.stylesheet.name], scripts: [ImportFeature.script.name])
    }
}
