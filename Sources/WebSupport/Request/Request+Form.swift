package import Hummingbird

extension Request {
    /// The fields of a form that was sent, each at most once; an empty field counts as left out.
    ///
    /// - Throws: `WebError.bodyTooLarge`, `.badRequest` for a body that is no form; `QueryError`.
    package func form(_ context: AppRequestContext) async throws -> QueryParameters {
        guard isForm else { throw WebError.badRequest }
        let body = try await body.collect(upTo: context.maxUploadSize)
        return try QueryParameters(query: String(buffer: body), ignoresEmpty: true)
            .without(RequestToken.field)
    }

    /// Whether the body says it holds the fields of a form.
    var isForm: Bool {
        headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }
}
