package import PostgresClient

/// A connection within a transaction of a tenant's.
package typealias TenantConnection = PostgresConnection

/// Does what requests ask for, each in one transaction, and what has a key at most once: the key
/// is taken, the work is done and the answer is kept in that transaction, so that neither a server
/// killed at any moment nor two of them asked at once can do it twice.
package struct OnceService: Sendable {
    /// How long answers are kept.
    package static let daysKept = 3

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - request: nil for one without a key.
    ///   - work: runs on the connection's thread; what it throws undoes all of it, the key's
    ///     taking too.
    /// - Throws: `OnceError.keyUsed`, and what the work throws.
    package func perform(
        _ scope: Scope, _ request: OnceRequest?,
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        try await database.transaction(scope) { connection in
            guard let request else { return try work(connection) }
            if let known = try Self.take(request, scope, connection) { return known }
            let answer = try work(connection)
            try connection.execute(Self.keep(answer, request, scope))
            return answer
        }
    }

    /// Forgets what is older than anybody sends again.
    package func prune(_ scope: Scope) async throws {
        _ = try await database.write(
            scope,
            [
                """
                DELETE FROM api_request
                WHERE recorded_at < now() - make_interval(days => \(Int32(Self.daysKept)))
                """
            ])
    }

    /// Takes the key. Whoever sends the same one meanwhile waits here for the end of the other.
    ///
    /// - Returns: the answer that was given before, if there is one.
    private static func take(
        _ request: OnceRequest, _ scope: Scope, _ connection: isolated TenantConnection
    ) throws -> OnceAnswer? {
        let insert: Query = """
            INSERT INTO api_request (actor_kind, actor_id, key, digest)
            VALUES (\(scope.actor.auditKind), \(scope.actor.auditID ?? 0), \(request.key),
                \(request.digest))
            ON CONFLICT (actor_kind, actor_id, key) DO NOTHING RETURNING true
            """
        if try !connection.query(insert).isEmpty { return nil }
        let find: Query = """
            SELECT digest, status, body, path FROM api_request
            WHERE actor_kind = \(scope.actor.auditKind)
                AND actor_id = \(scope.actor.auditID ?? 0) AND key = \(request.key)
            """
        let row = try connection.query(find).single()
        guard try row.decode(0, as: [UInt8].self) == request.digest else {
            throw OnceError.keyUsed
        }
        return OnceAnswer(
            status: Int(try row.decode(1, as: Int16.self)),
            body: try row.decode(2, as: [UInt8].self),
            path: try row.decode(3, as: String?.self), isReplay: true)
    }

    private static func keep(
        _ answer: OnceAnswer, _ request: OnceRequest, _ scope: Scope
    ) -> Query {
        """
        UPDATE api_request SET status = \(Int16(answer.status)), body = \(answer.body),
            path = \(optional: answer.path)
        WHERE actor_kind = \(scope.actor.auditKind)
            AND actor_id = \(scope.actor.auditID ?? 0) AND key = \(request.key)
        """
    }
}
