/// The templates and files that every page uses.
enum BaseAssets {
    static let stylesheet = StaticFile.stylesheet(
        "base.css",
        [
            PackageResources.tokens_css, PackageResources.frame_css, PackageResources.layout_css,
            PackageResources.forms_css, PackageResources.components_css,
            PackageResources.messages_css, PackageResources.tables_css,
            PackageResources.charts_css, PackageResources.print_css,
        ].flatMap { $0 })
    static let icon = StaticFile(
        name: "icon.svg", contentType: "image/svg+xml", bytes: PackageResources.icon_svg)
    /// The first is what pages load; it imports the others.
    static let scripts = StaticFile.bundle([
        .script("app/app.js", PackageResources.app_js),
        .script("app/theme.js", PackageResources.theme_js),
        .script("app/hits.js", PackageResources.hits_js),
        .script("app/keys.js", PackageResources.keys_js),
        .script("app/charts.js", PackageResources.charts_js),
        .script("app/chart-options.js", PackageResources.chart_options_js),
    ])

    static var files: [StaticFile] {
        [stylesheet, icon, BrowserLibraries.htmx] + scripts + BrowserLibraries.echarts
            + APIDescriptionPages.files
    }

    static let templates = [
        PageTemplate(name: "layout", bytes: PackageResources.layout_mustache),
        PageTemplate(name: "site-header", bytes: PackageResources.site_header_mustache),
        PageTemplate(name: "help", bytes: PackageResources.help_mustache),
        PageTemplate(name: "csrf", bytes: PackageResources.csrf_mustache),
        PageTemplate(name: "exports", bytes: PackageResources.exports_mustache),
        PageTemplate(name: "tenant", bytes: PackageResources.tenant_mustache),
        PageTemplate(name: "error", bytes: PackageResources.error_mustache),
    ]
}
