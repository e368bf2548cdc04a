package import Tenancy
package import WebSupport

/// The receivables' pages and endpoints.
package enum ReceivablesFeature {
    static let stylesheet = StaticFile(
        name: "report.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.report_css)

    static let script = StaticFile.script("report.js", PackageResources.report_js)

    /// - Parameters:
    ///   - reader: where the figures come from.
    ///   - recorder: told of each file that is made.
    ///   - exports: where files come from; nil where there are none.
    package static func feature(
        _ reader: ReceivablesReader, recorder: AuditRecorder,
        exports: (ReceivablesExports, Exporter)? = nil
    ) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "report", bytes: PackageResources.report_mustache),
                PageTemplate(name: "report-form", bytes: PackageResources.report_form_mustache),
                PageTemplate(name: "report-table", bytes: PackageResources.report_table_mustache),
                PageTemplate(
                    name: "report-changes", bytes: PackageResources.report_changes_mustache),
            ],
            staticFiles: [stylesheet, script]
        ) { routes, environment in
            SummaryEndpoints(reader: reader, environment: environment).add(to: &routes)
            AgingEndpoint(reader: reader, environment: environment).add(to: &routes)
            ReportChart(reader: reader, environment: environment).add(to: &routes)
            ReportPageHandler(reader: reader, environment: environment).add(to: &routes)
            AgingDownload(reader: reader, recorder: recorder, environment: environment)
                .add(to: &routes)
            guard let (exports, exporter) = exports else { return }
            AgingExportEndpoint(exports: exports, exporter: exporter, environment: environment)
                .add(to: &routes)
            StatementExportEndpoint(
                exports: exports, exporter: exporter, environment: environment
            ).add(to: &routes)
            ListExportEndpoints(exports: exports, exporter: exporter, environment: environment)
                .add(to: &routes)
            DocumentExportEndpoints(
                exports: exports, exporter: exporter, environment: environment
            ).add(to: &routes)
        }
    }
}
