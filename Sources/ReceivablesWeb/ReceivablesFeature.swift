package import WebSupport

/// The receivables' pages and endpoints.
package enum ReceivablesFeature {
    static let stylesheet = StaticFile(
        name: "report.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.report_css)

    /// - Parameter reader: where the figures come from.
    package static func feature(_ reader: ReceivablesReader) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "report", bytes: PackageResources.report_mustache),
                PageTemplate(name: "report-form", bytes: PackageResources.report_form_mustache),
                PageTemplate(name: "report-table", bytes: PackageResources.report_table_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            SummaryEndpoints(reader: reader, environment: environment).add(to: &routes)
            AgingEndpoint(reader: reader, environment: environment).add(to: &routes)
            AgingDownload(reader: reader, environment: environment).add(to: &routes)
            ReportPageHandler(reader: reader, environment: environment).add(to: &routes)
        }
    }
}
