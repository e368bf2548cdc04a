import Hummingbird
import Tenancy

/// One address and method of a server, with what is checked before its handler runs.
struct Route: Sendable {
    let path: String
    let method: HTTPRequest.Method
    let bodyBytesMax: Int
    /// Whether the handler looks for the visitor's token itself.
    let checksTokenItself: Bool
    /// Whether the handler takes the body as it comes. It then has to ask who sent it once all of
    /// it is there.
    let streamsBody: Bool
    /// Whether answering takes its own thread no time: the answers are nearly always at hand, or
    /// are made by the database's threads. The others are made on Swift's own threads.
    let isQuick: Bool
    let handler: RouteTable.Handler

    /// Who sent a request is found out once more where its body took longer than this to come: they
    /// may have been dismissed meanwhile. It is not taken into another company than it began in.
    private static let patience: Duration = .milliseconds(250)

    /// What takes no time to read, in bytes.
    private static let quickBodyMax = 16 << 10

    /// The same at another address.
    func at(_ path: String) -> Route {
        Route(
            path: path, method: method, bodyBytesMax: bodyBytesMax,
            checksTokenItself: checksTokenItself, streamsBody: streamsBody, isQuick: isQuick,
            handler: handler)
    }

    func answer(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        if isQuick, Self.hasSmallBody(request) { return try await checked(request, context) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try await checked(request, context)
        }
    }

    private static func hasSmallBody(_ request: Request) -> Bool {
        guard let length = request.headers[.contentLength] else { return request.method == .get }
        return Int(length).map { $0 <= quickBodyMax } ?? false
    }

    private func checked(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        var (request, context) = (request, context)
        context.maxUploadSize = bodyBytesMax
        try bound(&request)
        guard RequestToken.isNeeded(by: request) else {
            return try await handler(request, context)
        }
        // Who sends a token of their own, or comes from a site that is named, is meant.
        if context.visitor?.isInBrowser != false, !context.facts.isFromNamedSite {
            try RequestToken.checkSite(of: request, publicOrigin: context.facts.publicOrigin)
        }
        if !streamsBody, context.visitor != nil {
            await context.tenants?.begin(request, context)
            let body = try await request.body.collect(upTo: bodyBytesMax)
            request.body = RequestBody(buffer: body)
            if VersionReading.current.map({ $0.isOlder(than: Self.patience) }) == true {
                return try await VersionReading.$current.withValue(VersionReading()) {
                    [request, context] in
                    try await context.renewVisitor(request)
                    return try await meant(request, context)
                }
            }
        }
        return try await meant(request, context)
    }

    /// Checks that what changes something was sent by our own page.
    private func meant(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Response {
        var request = request
        if let visitor = context.visitor, !checksTokenItself {
            try await RequestToken.check(&request, context, of: visitor)
        }
        return try await handler(request, context)
    }

    /// Refuses a body that cannot be read as it comes, and one that says it is too large before
    /// any of it is read, and stops reading one that does not say as soon as it is.
    private func bound(_ request: inout Request) throws {
        if request.method != .get, request.method != .head, Self.isEncoded(request) {
            throw WebError.encodedBody
        }
        if let length = request.headers[.contentLength].flatMap(Int.init) {
            guard length <= bodyBytesMax else {
                throw WebError.bodyTooLarge(bytesMax: bodyBytesMax)
            }
        } else if RequestToken.isNeeded(by: request) {
            request.body = RequestBody(
                asyncSequence: BoundedBody(body: request.body, bytesMax: bodyBytesMax))
        }
    }

    /// `identity` says that nothing was done to the body, as an empty field does.
    private static func isEncoded(_ request: Request) -> Bool {
        request.headers[values: .contentEncoding].contains { field in
            field.split(separator: ",").contains { coding in
                let word = coding.filter { $0 != " " && $0 != "\t" }
                return !word.isEmpty && word.lowercased() != "identity"
            }
        }
    }
}
