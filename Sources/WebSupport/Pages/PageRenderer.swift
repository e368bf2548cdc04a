import Mustache

/// Renders pages from templates that were all read when the server started.
package struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let files: StaticFiles

    /// - Throws: `PageError`, so that a damaged template stops the start and not a page.
    package init(templates: [PageTemplate], files: StaticFiles) throws(PageError) {
        HTMLEscape.register()
        var library = MustacheLibrary()
        for template in templates {
            let source = template.source
            guard source.hasPrefix(HTMLEscape.pragma), !source.contains("{{{"),
                !source.contains("{{&")
            else { throw .unescaped(template.name) }
            do {
                try library.register(source, named: template.name)
            } catch {
                throw .unparsable(template.name)
            }
        }
        self.library = library
        self.files = files
    }

    /// Renders a flat struct of formatted values.
    ///
    /// - Throws: `PageError.missing`.
    package func render(_ page: Any, template: String) throws(PageError) -> String {
        guard let html = library.render(page, withTemplate: template) else {
            throw .missing(template)
        }
        return html
    }

    /// Where a static file is served.
    func path(of name: String) -> String {
        files.path(of: name)
    }
}
