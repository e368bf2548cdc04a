import Hummingbird
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

    /// What the frame around a page needs.
    ///
    /// - Parameter stylesheets: names of static files besides the base one.
    package func layout(
        title: String, tenant: String?, stylesheets: [String] = []
    ) -> PageLayout {
        PageLayout(
            title: title, tenant: tenant ?? "", hasTenant: tenant != nil,
            stylesheets: ([BaseAssets.stylesheet.name] + stylesheets).map(files.path(of:)),
            icon: files.path(of: BaseAssets.icon.name))
    }

    func errorPage(_ problem: Problem, requestID: String) throws -> Response {
        let page = ErrorPage(
            layout: layout(title: problem.status.reasonPhrase, tenant: nil),
            status: String(problem.status.code), heading: ErrorPage.heading(problem.status),
            detail: problem.detail, hint: ErrorPage.hint(problem), requestID: requestID)
        var response = Response.html(try render(page, template: "error"))
        response.status = problem.status
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }
}
