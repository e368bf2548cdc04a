import Receivables
import WebSupport

extension APIOperation {
    /// Lists what is in the order of its ids, page by page.
    ///
    /// - Parameters:
    ///   - filters: what it takes besides where to go on and how many.
    ///   - find: so many of them behind the cursor, and the cursor of the page that follows.
    static func list<Item: Sendable>(
        _ path: String, _ name: String, _ tag: APITag, _ summary: String, _ page: APIPage<Item>,
        filters: [APIParameterInfo] = [],
        _ find:
            @escaping @Sendable (APICall, _ after: IDCursor?, _ limit: Int) async throws -> (
                [Item], IDCursor?
            )
    ) -> APIOperation {
        list(path, name, tag, summary, page, .readReceivables, filters: filters) { call in
            let after = try call.place().map { try IDCursor($0) }
            let (items, next) = try await find(call, after, try call.limit())
            return (items, next?.text)
        }.with { $0.problems = [RegisterError.foreignCursor] }
    }
}
