package import WebSupport

/// The pages that lead to everything an administrator looks after, and say how it is.
package enum AdministrationFeature {
    static let stylesheet = StaticFile(
        name: "administration.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.administration_css)

    package static func feature(_ parts: Administration) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(
                    name: "administration", bytes: PackageResources.administration_mustache),
                PageTemplate(name: "health", bytes: PackageResources.health_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            AdministrationHandler(parts: parts, environment: environment).add(to: &routes)
        }
    }
}
