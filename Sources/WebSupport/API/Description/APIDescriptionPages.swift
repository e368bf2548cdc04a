import Hummingbird

/// `/api/schema/`: the API's description; `/api/docs/` and `/api/redoc/`: the same to be tried, and
/// to be read.
struct APIDescriptionPages: Sendable {
    private static let stylesheet = StaticFile.stylesheet(
        "api-docs.css", PackageResources.api_docs_css)
    private static let script = StaticFile.script("api-docs.js", PackageResources.api_docs_js)

    static let files = [
        stylesheet, script, BrowserLibraries.swagger, BrowserLibraries.swaggerStyle,
        BrowserLibraries.redoc,
    ]

    /// The libraries make styles and pictures as they run. The pages hold nobody's figures, and
    /// scripts come from here alone all the same.
    private static let contentPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self';"
        + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// The program's own: no company's data, so that nobody need log in.
    private let document: [UInt8]

    init(_ description: OpenAPIDocument) {
        document = Array(description.text.utf8)
    }

    func add(to routes: inout RouteTable) {
        routes.get("/api/schema") { request, _ in
            let tag = EntityTag(document)
            var response =
                tag.matches(request) ? Response(status: .notModified) : Response.json(document)
            response.headers[.eTag] = tag.text
            response.headers[.cacheControl] = "public, max-age=300"
            return response
        }
        routes.get("/api/docs") { _, _ in
            Self.page(
                "docs", styles: [BrowserLibraries.swaggerStyle, Self.stylesheet],
                scripts: [BrowserLibraries.swagger, Self.script])
        }
        routes.get("/api/redoc") { _, _ in
            Self.page(
                "redoc", styles: [Self.stylesheet], scripts: [BrowserLibraries.redoc, Self.script])
        }
    }

    private static func page(
        _ name: String, styles: [StaticFile], scripts: [StaticFile]
    ) -> Response {
        let links = [("docs", "Try it"), ("redoc", "Read it"), ("schema", "The document")]
            .map { path, words in
                let current = path == name ? " aria-current=\"page\"" : ""
                return "<a href=\"/api/\(path)/\"\(current)>\(words)</a>"
            }.joined(separator: "\n")
        let head =
            styles.map { "<link rel=\"stylesheet\" href=\"\($0.path)\">" }
            + scripts.map { "<script src=\"\($0.path)\" defer></script>" }
        var response = Response.html(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>API · Countinghouse</title>
            <link rel="icon" href="\(BaseAssets.icon.path)">
            \(head.joined(separator: "\n"))
            </head>
            <body>
            <nav class="api-bar" aria-label="The API's description">
            <strong>Countinghouse API</strong>
            \(links)
            </nav>
            <div id="api" data-schema="/api/schema/"></div>
            </body>
            </html>

            """)
        response.headers[.contentSecurityPolicy] = contentPolicy
        response.headers[.cacheControl] = "public, max-age=300"
        return response
    }
}
