import BooksTestSupport
import Tenancy

extension Books {
    /// Does something in a transaction that ends only when others wait for what it has locked, who
    /// had seen nothing of it when they began.
    ///
    /// - Parameters:
    ///   - count: how many of the others wait.
    ///   - others: begin once the first is done with its work, and not yet with its transaction.
    /// - Returns: what came of the others.
    func race<R: Sendable>(
        with count: Int64 = 1,
        _ first: @escaping @Sendable (isolated TenantConnection) throws -> Void,
        against others: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        let (isHeld, tellHeld) = AsyncStream.makeStream(of: Void.self)
        let (mayEnd, tellEnd) = AsyncStream.makeStream(of: Void.self)
        async let holding: Void = database.transaction(scope) { connection in
            defer { tellHeld.finish() }
            try first(connection)
            tellHeld.finish()
            for await _ in mayEnd {}
        }
        for await _ in isHeld {}
        async let answer = others()
        try await waitForLocks(count)
        tellEnd.finish()
        try await holding
        return try await answer
    }
}
