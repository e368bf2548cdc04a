import PostgresClient

/// Several requests of one tenant in one transaction.
extension OnceService {
    /// Does what requests ask for, each of which has a key, all of it or nothing: the keys are
    /// taken, the work is done and the answers are kept in one transaction.
    ///
    /// It does not wait for long for what others hold. Where it fails, for whatever reason, each may be done by `perform`: its key says whether
    /// it was done here after all.
    ///
    /// - Parameters:
    ///   - requests: with who sent each; none of them limited to a portfolio.
    ///   - work: runs on the connection's thread; returns their answers in the same order.
    package func performTogether(
        _ requests: [(scope: Scope, request: OnceRequest)],
        _ work: @escaping @Sendable (isolated TenantConnection) throws -> [OnceAnswer]
    ) async throws -> [OnceAnswer] {
        guard let scope = requests.first?.scope else { return [] }
        precondition(
            requests.allSatisfy {
                $0.scope.portfolio == nil && $0.scope.tenant.id == scope.tenant.id
            }, "one transaction is one tenant's")
        let first = [Self.impatience, Self.take(requests)]
        return try await database.transaction(scope, first: first) { connection in
            let answers = try work(connection)
            precondition(answers.count == requests.count, "each request has its answer")
            try connection.executeWithCommit(Self.keep(answers, requests))
            return answers
        }
    }

    /// Who waits for one row lets all the others of these requests wait.
    private static let impatience: Query = "SELECT set_config('lock_timeout', '250ms', true)"

    /// Takes the keys, in one order wherever that is done, or fails.
    private static func take(_ requests: [(scope: Scope, request: OnceRequest)]) -> Query {
        """
        SELECT api_take(k.actor_kind, k.actor_id, k.key, decode(k.digest, 'hex'))
        FROM unnest(\(requests.map(\.scope.actor.auditKind)),
            \(requests.map { $0.scope.actor.auditID ?? 0 }), \(requests.map(\.request.key)),
            \(requests.map { hexadecimal($0.request.digest) }))
            AS k (actor_kind, actor_id, key, digest)
        ORDER BY k.actor_kind, k.actor_id, k.key
        """
    }

    private static func keep(
        _ answers: [OnceAnswer], _ requests: [(scope: Scope, request: OnceRequest)]
    ) -> Query {
        """
        UPDATE api_request AS r SET status = k.status, body = decode(k.body, 'hex'), path = k.path,
            begun_until = NULL
        FROM unnest(\(requests.map(\.scope.actor.auditKind)),
            \(requests.map { $0.scope.actor.auditID ?? 0 }), \(requests.map(\.request.key)),
            \(answers.map { Int16($0.status) }), \(answers.map { hexadecimal($0.kept) }),
            \(answers.map(\.path)))
            AS k (actor_kind, actor_id, key, status, body, path)
        WHERE r.actor_kind = k.actor_kind AND r.actor_id = k.actor_id AND r.key = k.key
        """
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for (place, byte) in bytes.enumerated() {
                text[2 * place] = digits[Int(byte >> 4)]
                text[2 * place + 1] = digits[Int(byte & 15)]
            }
            return 2 * bytes.count
        }
    }
}
