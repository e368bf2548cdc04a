import Hummingbird
package import Tenancy

/// What an operation answers with.
package enum APIReply: Sendable {
    /// A document that a reader may keep with its tag.
    case read([UInt8])
    /// The same where only a part of it can be changed by requests, which `checkMatch(state:)`
    /// then looks at.
    case readWithState([UInt8], state: [UInt8])
    /// What was made, and where it is.
    case created([UInt8], path: String)
    /// What was done.
    case done([UInt8])
    case accepted([UInt8], path: String)
    case nothing
    /// What a request that may be sent twice was or is answered with.
    case once(OnceAnswer)

    func response(to request: Request) -> Response {
        switch self {
        case .read(let body): return Self.read(body, EntityTag(body), request)
        case .readWithState(let body, let state):
            return Self.read(body, EntityTag(body, state: state), request)
        case .created(let body, let path): return Self.written(.created, body, path)
        case .done(let body): return Self.written(.ok, body, nil)
        case .accepted(let body, let path): return Self.written(.accepted, body, path)
        case .nothing: return Response(status: .noContent)
        case .once(let answer):
            var response = Self.written(
                HTTPResponse.Status(code: answer.status), answer.body, answer.path)
            if answer.isReplay { response.headers[HeaderNames.replayed] = "true" }
            return response
        }
    }

    private static func read(
        _ body: [UInt8], _ tag: EntityTag, _ request: Request
    ) -> Response {
        var response = tag.matches(request) ? Response(status: .notModified) : Response.json(body)
        response.headers[.eTag] = tag.text
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }

    private static func written(
        _ status: HTTPResponse.Status, _ body: [UInt8], _ path: String?
    ) -> Response {
        var response = body.isEmpty ? Response(status: status) : Response.json(body)
        response.status = status
        response.headers[.cacheControl] = "no-store"
        if let path { response.headers[.location] = path }
        return response
    }
}
