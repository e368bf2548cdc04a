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
    ///     taking too. It runs again from its start where the database ended it so that
    ///     somebody else's could go on.
    /// - Throws: `OnceError.keyUsed`, and what the work throws.
    package func perform(
        _ scope: Scope, _ request: OnceRequest?,
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        guard let request else {
            return try await PostgresPool.retryingLostRaces {
                try await database.transaction(scope) { try work($0) }
            }
        }
        return try await keyed(scope, request, work)
    }

    /// The same for what stands in the tables that all tenants share: the work runs as the
    /// application's own login and leaves that in force.
    package func performShared(
        _ scope: Scope, _ request: OnceRequest?,
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        guard let request else {
            return try await PostgresPool.retryingLostRaces {
                try await database.pool.transaction { try work($0) }
            }
        }
        return try await keyed(scope, request) { connection in
            _ = try connection.query(TenantDatabase.leaving)
            let answer = try work(connection)
            _ = try connection.query(TenantDatabase.writing(scope))
            return answer
        }
    }

    /// What exactly this request was answered with before; nil where it was not, also where its
    /// key stands for another.
    package func answer(to request: OnceRequest, _ scope: Scope) async throws -> OnceAnswer? {
        do { return try await found(request, scope) } catch OnceError.keyUsed { return nil }
    }

    private func keyed(
        _ scope: Scope, _ request: OnceRequest,
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        do {
            return try await PostgresPool.retryingLostRaces {
                try await database.transaction(scope, first: [Self.take(request, scope)]) {
                    connection in
                    let answer = try work(connection)
                    try connection.executeWithCommit(Self.keep(answer, request, scope))
                    return answer
                }
            }
        } catch let error as PostgresError where error.sqlState == Self.taken {
            // None is left where it was forgotten in just this moment.
            guard let answer = try await found(request, scope) else { throw OnceError.keyUsed }
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

    /// What `api_take` says of a key that was sent before.
    private static let taken = SQLState("CH121")

    /// Takes the key, or fails. Whoever sends the same one meanwhile waits here for the end of the
    /// other.
    private static func take(_ request: OnceRequest, _ scope: Scope) -> Query {
        """
        SELECT api_take(\(scope.actor.auditKind), \(scope.actor.auditID ?? 0), \(request.key),
            \(request.digest))
        """
    }

    /// The answer that was given before; nil where the key was not used, or is in use.
    ///
    /// - Throws: `OnceError.keyUsed` where it was used for another request.
    func found(_ request: OnceRequest, _ scope: Scope) async throws -> OnceAnswer? {
        let rows = try await database.read(
            scope,
            """
            SELECT digest, status, body, path FROM api_request
            WHERE actor_kind = \(scope.actor.auditKind)
                AND actor_id = \(scope.actor.auditID ?? 0) AND key = \(request.key)
            """)
        guard let row = rows.first else { return nil }
        guard try row.decode(0, as: [UInt8].self) == request.digest else {
            throw OnceError.keyUsed
        }
        // One that is being done has none yet.
        guard !row.isNull(1) else { return nil }
        return OnceAnswer(
            status: Int(try row.decode(1, as: Int16.self)),
            body: try row.decode(2, as: [UInt8].self),
            path: try row.decode(3, as: String?.self), isReplay: true)
    }

    static func keep(
        _ answer: OnceAnswer, _ request: OnceRequest, _ scope: Scope
    ) -> Query {
        """
        UPDATE api_request SET status = \(Int16(answer.status)), body = \(answer.kept),
            path = \(optional: answer.path), begun_until = NULL
        WHERE actor_kind = \(scope.actor.auditKind)
            AND actor_id = \(scope.actor.auditID ?? 0) AND key = \(request.key)
        """
    }
}
