import Formats
import Hummingbird

/// `/api/schema/`: the API's description; `/api/docs/` and `/api/redoc/`: the same to be read and
/// tried, and to be read.
struct APIDescriptionPages: Sendable {
    /// The program's own: no company's data, so that nobody need log in.
    private let document: [UInt8]

    init(_ operations: [APIOperation]) {
        document = Array(OpenAPIDocument(operations).text.utf8)
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
    }
}
