package import Tenancy

extension APIOperation {
    /// Lists something page by page.
    ///
    /// - Parameters:
    ///   - filters: what it takes besides where to go on and how many.
    ///   - find: the items of a page, and the place where it ends (`APICall.place` of the page that
    ///     follows); nil on the last one.
    package static func list<Item: Sendable>(
        _ path: String, _ name: String, _ tag: APITag, _ summary: String, _ page: APIPage<Item>,
        _ permission: Permission, filters: [APIParameterInfo] = [],
        _ find: @escaping @Sendable (APICall) async throws -> (items: [Item], next: String?)
    ) -> APIOperation {
        APIOperation(.get, path, name, tag, summary, answer: .object(page.schema)) { call in
            let (items, next) = try await find(call)
            return .read(page.bytes(items, next: try call.next(next)))
        }.with {
            $0.permission = permission
            $0.parameters = filters + [APIParameters.limit.info, APIParameters.after.info]
        }
    }
}
