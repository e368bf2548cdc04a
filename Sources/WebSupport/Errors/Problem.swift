import FoundationEssentials
package import Hummingbird
import Kernel
import NIOCore
import NIOHTTP1

/// An error as the outside sees it: a status, and words for programs and for people.
package struct Problem: Sendable {
    package let status: HTTPResponse.Status
    /// Stable; clients may test for it.
    package let code: String
    /// A sentence for people, without internals.
    package let detail: String
    /// The parameter that is wrong.
    package let parameter: String?
    /// A JSON Pointer to what is wrong in the body.
    package let pointer: String?
    /// When trying again may help.
    package let retryAfterSeconds: Int?
    /// The methods that would do.
    package let allowedMethods: String?

    /// What to say about an error. Of one that is not meant for people nothing is said.
    package init(_ error: any Error) {
        let known = Problem.known(error)
        guard let known, known.kind != .internalFailure else {
            self.init(
                status: .internalServerError, code: "internal_error",
                detail: "Something went wrong on our side. If it happens again, report it with"
                    + " the request's id.")
            return
        }
        var allowedMethods: String?
        var status = Problem.status(of: known.kind)
        if case WebError.methodNotAllowed(let allowed) = known {
            allowedMethods = allowed
            status = .methodNotAllowed
        }
        if case WebError.encodedBody = known { status = .unsupportedMediaType }
        if known is PreconditionError { status = .preconditionFailed }
        let wait = (known as? any ThrottledError)?.retryAfterSeconds
        if wait != nil { status = .tooManyRequests }
        self.init(
            status: status, code: known.code, detail: known.userMessage,
            parameter: (known as? QueryError)?.parameter,
            pointer: (known as? any PointedError)?.pointer,
            retryAfterSeconds: wait ?? (known.kind == .unavailable ? 2 : nil),
            allowedMethods: allowedMethods)
    }

    private init(
        status: HTTPResponse.Status, code: String, detail: String, parameter: String? = nil,
        pointer: String? = nil, retryAfterSeconds: Int? = nil, allowedMethods: String? = nil
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.parameter = parameter
        self.pointer = pointer
        self.retryAfterSeconds = retryAfterSeconds
        self.allowedMethods = allowedMethods
    }

    /// The error in our own terms; nil for one nobody foresaw.
    private static func known(_ error: any Error) -> (any DomainError)? {
        switch error {
        case let error as any DomainError: error
        case is CancellationError: WebError.stopping
        // A body that breaks the protocol, or that ends before it should.
        case is HTTPParserError, is ChannelError: WebError.badRequest
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: WebError.noSuchAddress
            case .contentTooLarge: WebError.bodyTooLarge(bytesMax: AppRequestContext.bodyBytesMax)
            case let status where status.kind == .clientError: WebError.badRequest
            default: nil
            }
        default: nil
        }
    }

    static func status(of kind: ErrorKind) -> HTTPResponse.Status {
        switch kind {
        case .invalid: .badRequest
        case .notFound: .notFound
        case .conflict: .conflict
        case .forbidden: .forbidden
        case .unauthenticated: .unauthorized
        case .unavailable: .serviceUnavailable
        case .tooLarge: .contentTooLarge
        case .timeout: .gatewayTimeout
        case .internalFailure: .internalServerError
        }
    }

    /// Programs send a token, people log in at a page. A scheme that browsers know would have them
    /// ask themselves.
    private static let challenge =
        #"Bearer realm="Countinghouse", Cookie realm="Countinghouse", form-action="/login""#

    /// The headers of an answer with this problem.
    var headers: HTTPFields {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        if status == .unauthorized { headers[.wwwAuthenticate] = Self.challenge }
        if let allowedMethods { headers[.allow] = allowedMethods }
        return headers
    }

    /// An RFC 9457 problem document.
    func response(requestID: String) throws -> Response {
        let document = ProblemDocument(
            type: "about:blank", title: status.reasonPhrase, status: status.code, detail: detail,
            code: code, parameter: parameter, pointer: pointer, requestID: requestID)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(document))))
    }
}
