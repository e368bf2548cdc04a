import FoundationEssentials
import Hummingbird
import WebSupport

extension Request {
    /// The body, which must be a JSON document.
    ///
    /// - Throws: `WebError.badRequest`, `.bodyTooLarge`.
    func json<Value: Decodable>(
        as type: Value.Type, _ context: AppRequestContext
    ) async throws -> Value {
        guard headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw WebError.badRequest
        }
        let body = try await body.collect(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch is DecodingError { throw WebError.badRequest }
    }
}

extension Response {
    static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .json(Array(try encoder.encode(value)))
    }
}
