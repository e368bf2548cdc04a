import HTTPTypes
import Hummingbird

/// Gives the request its id: the one its sender chose, if it is a decent one, else ours.
enum RequestIDStep {
    private static let lengthMax = 64

    static func read(_ request: Request, _ context: inout AppRequestContext) {
        guard let chosen = request.headers[HeaderNames.requestID], isAcceptable(chosen) else {
            return
        }
        context.requestID = chosen
        context.logger[metadataKey: AppRequestContext.requestIDKey] = .string(chosen)
    }

    static func finish(_ response: inout Response, _ context: AppRequestContext) {
        response.headers.append(HTTPField(name: HeaderNames.requestID, value: context.requestID))
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
