package import Hummingbird
import Kernel

extension TenantResolver {
    /// How a page that is about no company tells times: as the company does in which its reader
    /// works, or the first by name of those that they belong to; in UTC where that is none.
    package func time(
        of request: Request, _ context: AppRequestContext
    ) async throws -> LocalTime {
        let visitor = try context.loggedIn()
        do {
            return LocalTime(try await tenant(of: request, context.facts, visitor))
        } catch let error as any DomainError where [.forbidden, .invalid].contains(error.kind) {
            return try await own(visitor).first.map(LocalTime.init) ?? .utc
        }
    }
}
