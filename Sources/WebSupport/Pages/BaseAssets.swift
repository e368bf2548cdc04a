/// The templates and files that every page uses.
enum BaseAssets {
    static let stylesheet = StaticFile(
        name: "base.css", contentType: "text/css; charset=utf-8", bytes: PackageResources.base_css)
    static let icon = StaticFile(
        name: "icon.svg", contentType: "image/svg+xml", bytes: PackageResources.icon_svg)
    static let templates = [
        PageTemplate(name: "layout", bytes: PackageResources.layout_mustache),
        PageTemplate(name: "csrf", bytes: PackageResources.csrf_mustache),
        PageTemplate(name: "error", bytes: PackageResources.error_mustache),
    ]
}
