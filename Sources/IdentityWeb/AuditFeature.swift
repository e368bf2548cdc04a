package import Identity
package import WebSupport

/// The page and the API that show who did what.
package enum AuditFeature {
    static let stylesheet = StaticFile(
        name: "audit.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.audit_css)

    package static func feature(_ audit: AuditService, _ exporter: Exporter) -> WebFeature {
        WebFeature(
            templates: [PageTemplate(name: "audit", bytes: PackageResources.audit_mustache)],
            staticFiles: [stylesheet]
        ) { routes, environment in
            AuditPageHandler(audit: audit, environment: environment).add(to: &routes)
            AuditExportEndpoint(audit: audit, exporter: exporter, environment: environment)
                .add(to: &routes)
            AuditEndpoint(audit: audit, environment: environment).add(to: &routes)
        }
    }
}
