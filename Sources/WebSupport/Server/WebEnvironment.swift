package import Hummingbird
package import Kernel

/// What the server offers to the handlers of its features.
package struct WebEnvironment: Sendable {
    package let tenants: TenantResolver
    package let pages: PageRenderer
    /// Where computed answers are kept; nil where none are.
    let cache: AnswerCache?
    /// The clock: what "today" is follows from it and the tenant's time zone.
    package let now: @Sendable () -> Instant

    /// An answer of JSON with its validator, kept or made now; see `AnswerCache.answer`.
    package func answer(
        _ request: Request, _ question: AnswerQuestion,
        _ make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> Response {
        guard let cache else { return try await AnswerCache.response(to: request, make) }
        return try await cache.answer(request, question, make)
    }
}
