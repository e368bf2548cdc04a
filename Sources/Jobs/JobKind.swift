import FoundationEssentials

/// A sort of job: what it is called and what it does. Running it twice must do no harm: a server
/// may die after the work and before it could say so.
package struct JobKind: Sendable {
    package static let attemptsStandard = 12

    package let name: String
    /// For people: "Send webhooks again".
    package let title: String
    package let isOfTenant: Bool
    package let attemptsMax: Int
    let work: @Sendable (Job) async throws -> Void

    /// - Parameter body: does it; told by cancellation when it is to stop.
    package init<Payload: Decodable & SendableMetatype>(
        _ name: String, title: String, isOfTenant: Bool, attemptsMax: Int = attemptsStandard,
        payload: Payload.Type, body: @escaping @Sendable (Payload, Job) async throws -> Void
    ) {
        self.name = name
        self.title = title
        self.isOfTenant = isOfTenant
        self.attemptsMax = attemptsMax
        work = { job in
            let value: Payload
            do {
                value = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
            } catch { throw JobError.payload(name) }
            try await body(value, job)
        }
    }
}
