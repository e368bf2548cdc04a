import Formats
package import Hummingbird

extension Request {
    /// The body, which must be a JSON object of that form.
    ///
    /// - Throws: `APIBodyError`, `WebError.bodyTooLarge`.
    package func input<Input: APIInput>(
        as type: Input.Type = Input.self, _ context: AppRequestContext
    ) async throws -> Input {
        let body = try await body.collect(upTo: context.maxUploadSize)
        return try input(Array(body.readableBytesView))
    }

    /// The same from a body that was read.
    func input<Input: APIInput>(_ body: [UInt8]) throws(APIBodyError) -> Input {
        guard let type = headers[.contentType], JSONMediaType.isMeant(by: type) else {
            throw APIBodyError.notJSON
        }
        guard String(validating: body, as: UTF8.self) != nil else {
            throw APIBodyError.damaged(reason: "it is not UTF-8")
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(body, isStrict: true) } catch {
            throw APIBodyError.damaged(reason: error.place)
        }
        return try Input(APIBodyReader(value, at: "", Input.schema))
    }
}
