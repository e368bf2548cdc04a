import Hummingbird

/// Gives the request its id: the one its sender chose, if it is a decent one, else ours.
struct RequestIDMiddleware: RouterMiddleware {
    private static let lengthMax = 64

    func handle(
        _ request: Request, context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let chosen = request.headers[HeaderNames.requestID], Self.isAcceptable(chosen) {
            context.requestID = chosen
            context.logger[metadataKey: AppRequestContext.requestIDKey] = .string(chosen)
        }
        var response = try await next(request, context)
        response.headers[HeaderNames.requestID] = context.requestID
        return response
    }

    /// Nothing that could break a log line or a header.
    static func isAcceptable(_ id: String) -> Bool {
        (1...lengthMax).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}
