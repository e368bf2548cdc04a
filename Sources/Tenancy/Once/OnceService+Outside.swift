import PostgresClient

/// Requests whose work no transaction of the database holds: files, queues, the shared tables.
///
/// The key is taken before anything is done, and held meanwhile: another request with the same key
/// waits for the answer, and one that says something else is refused. A server that is killed holds
/// it no longer than `hold`; then the same request is done anew, so that the work has to be such
/// that twice is as good as once.
extension OnceService {
    /// For how long a key is held at a time.
    private static let hold: Duration = .seconds(30)
    private static let renewal: Duration = .seconds(10)
    /// How long the same request, sent again, waits for the first one.
    package static let patience: Duration = .seconds(15)
    private static let pause: Duration = .milliseconds(100)

    private enum Turn {
        /// With the number by which it is ours.
        case ours(Int64)
        case answered(OnceAnswer)
        case others
        /// It was there when it was to be taken, and cannot be seen: it was given up just then, or
        /// its sender had another portfolio.
        case unseen
    }

    /// A row that is there and cannot be seen through the view of a portfolio: where it would be
    /// changed (`with_check_option_violation`), and of newer PostgreSQL (15.20, not 15.18) where it
    /// is found (`object_not_in_prerequisite_state`).
    private static let outOfView: Set<SQLState> = [SQLState("44000"), SQLState("55000")]
    /// How often a key that was there may have been given up a moment later.
    private static let unseenMax = 5

    /// - Parameters:
    ///   - request: nil for one without a key.
    ///   - holds: whether an answer that was given before still stands for what is there. Where it
    ///     does not, the work it promised was lost and is done anew.
    ///   - patience: how long to wait for the same request, sent before.
    ///   - work: what it throws leaves the key free.
    /// - Throws: `OnceError.keyUsed`, `.underWay`, and what the others throw.
    package func performOutside(
        _ scope: Scope, _ request: OnceRequest?,
        holds: (OnceAnswer) async throws -> Bool = { _ in true }, patience: Duration = patience,
        _ work: () async throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        guard let request else { return try await work() }
        let end = ContinuousClock.now + patience
        var unseen = 0
        while true {
            switch try await begin(request, scope) {
            case .ours(let holder): return try await finish(request, scope, holder, work)
            case .answered(let answer):
                if try await holds(answer) { return answer }
                try await forget(answer, request, scope)
            case .others:
                guard ContinuousClock.now < end else { throw OnceError.underWay }
                try await Task.sleep(for: Self.pause)
            case .unseen:
                unseen += 1
                guard unseen < Self.unseenMax else { throw OnceError.keyUsed }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    private func finish(
        _ request: OnceRequest, _ scope: Scope, _ holder: Int64,
        _ work: () async throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        let answer: OnceAnswer
        do {
            answer = try await holding(request, scope, holder, work)
        } catch {
            // Where this fails too, nobody holds the key for long.
            try? await giveUp(request, scope, holder)
            throw error
        }
        // Where somebody else holds it by now, theirs is the one that is kept.
        let keep: Query = """
            \(fragment: Self.keep(answer, request, scope)) AND begun_by = \(holder)
            """
        _ = try await database.writeAside(scope, [keep])
        return answer
    }

    /// Does the work, and says again and again that it is being done.
    private func holding(
        _ request: OnceRequest, _ scope: Scope, _ holder: Int64,
        _ work: () async throws -> OnceAnswer
    ) async throws -> OnceAnswer {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: Self.renewal)
                    // What fails now may succeed the next time, which is early enough.
                    _ = try? await database.writeAside(
                        scope, [Self.renew(request, scope, holder)])
                }
            }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    /// - Throws: `OnceError.keyUsed`.
    private func begin(_ request: OnceRequest, _ scope: Scope) async throws -> Turn {
        let holder = Int64.random(in: 1...Int64.max)
        let take: Query = """
            INSERT INTO api_request (actor_kind, actor_id, key, digest, begun_until, begun_by)
            VALUES (\(scope.actor.auditKind), \(scope.actor.auditID ?? 0), \(request.key),
                \(request.digest), \(fragment: Self.until), \(holder))
            ON CONFLICT (actor_kind, actor_id, key) DO UPDATE
            SET begun_until = EXCLUDED.begun_until, begun_by = EXCLUDED.begun_by
            WHERE api_request.status IS NULL AND api_request.digest = EXCLUDED.digest
                AND api_request.begun_until < clock_timestamp()
            RETURNING 1
            """
        do {
            let rows = try await database.writeAside(scope, [take])
            if rows.first?.isEmpty == false { return .ours(holder) }
        } catch let error as PostgresError
            where error.sqlState.map(Self.outOfView.contains) ?? false
        {
            // What lapsed was begun with another portfolio.
            throw OnceError.keyUsed
        }
        if let answer = try await found(request, scope) { return .answered(answer) }
        let seen = try await database.read(
            scope, "SELECT FROM api_request WHERE \(fragment: Self.own(request, scope))")
        return seen.isEmpty ? .unseen : .others
    }

    /// Forgets an answer, and none that somebody else has kept since.
    private func forget(
        _ answer: OnceAnswer, _ request: OnceRequest, _ scope: Scope
    ) async throws {
        _ = try await database.writeAside(
            scope,
            [
                """
                DELETE FROM api_request
                WHERE \(fragment: Self.own(request, scope)) AND status IS NOT NULL
                    AND path IS NOT DISTINCT FROM \(optional: answer.path)
                    AND body = \(answer.body)
                """
            ])
    }

    /// Leaves the key free.
    private func giveUp(
        _ request: OnceRequest, _ scope: Scope, _ holder: Int64
    ) async throws {
        _ = try await database.writeAside(
            scope,
            [
                """
                DELETE FROM api_request
                WHERE \(fragment: Self.own(request, scope)) AND status IS NULL
                    AND begun_by = \(holder)
                """
            ])
    }

    private static func renew(
        _ request: OnceRequest, _ scope: Scope, _ holder: Int64
    ) -> Query {
        """
        UPDATE api_request SET begun_until = \(fragment: until)
        WHERE \(fragment: own(request, scope)) AND status IS NULL AND begun_by = \(holder)
        """
    }

    private static let until: Query =
        "clock_timestamp() + make_interval(secs => \(Double(hold.components.seconds)))"

    private static func own(_ request: OnceRequest, _ scope: Scope) -> Query {
        """
        actor_kind = \(scope.actor.auditKind) AND actor_id = \(scope.actor.auditID ?? 0)
            AND key = \(request.key) AND digest = \(request.digest)
        """
    }
}
