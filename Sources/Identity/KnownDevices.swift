package import Kernel
package import PostgresClient

/// The browsers that people logged in with before (OWASP's device cookies): an attempt from one of
/// them waits for what failed there and for nothing else, so that whoever guesses an account from
/// many addresses does not keep its owner out.
package struct KnownDevices: Sendable {
    private static let keptOfEach = 50
    private static let lifetime: Duration = .seconds(365 * 86_400)

    private let pool: PostgresPool

    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes every browser a stranger to an account, those that somebody else entered it with too.
    static func forget(_ user: ID<User>) -> Query {
        "DELETE FROM public.known_devices WHERE user_id = \(user)"
    }

    /// What an account's attempts from this browser are counted under; nil where nobody entered
    /// the account with it.
    ///
    /// - Parameter account: as `EmailAddress.key` has it.
    func find(_ token: SecretToken?, of account: String, at now: Instant) async throws -> String? {
        guard let token, account.utf8.count <= EmailAddress.bytesMax, !account.utf8.contains(0)
        else { return nil }
        let rows = try await pool.query(
            """
            SELECT encode(d.token_hash, 'hex') FROM public.known_devices AS d
            JOIN public.users AS u ON u.id = d.user_id
            WHERE d.token_hash = \(PostgresValue.bytes(token.hash))
                AND lower(u.email) = \(account)
                AND d.last_used_at > \(now.adding(.zero - Self.lifetime))
            """)
        return try rows.first?.string(0)
    }

    /// Remembers the browser of a login that has succeeded.
    ///
    /// - Parameter brought: what it had before.
    /// - Returns: what it is to keep; nil where it has that already.
    package func remember(
        _ brought: SecretToken?, session: SecretToken, at now: Instant
    ) async throws -> SecretToken? {
        let made = SecretToken()
        let old = brought.map { PostgresValue.bytes($0.hash) } ?? .bytes([])
        let row = try await pool.query(
            """
            WITH person AS (
                SELECT user_id FROM public.sessions
                WHERE token_hash = \(PostgresValue.bytes(session.hash))
            ), kept AS (
                UPDATE public.known_devices AS d SET last_used_at = \(now) FROM person AS p
                WHERE d.user_id = p.user_id AND d.token_hash = \(old) RETURNING 1
            ), dropped AS (
                DELETE FROM public.known_devices WHERE token_hash IN (
                    SELECT d.token_hash FROM public.known_devices AS d
                    JOIN person AS p ON p.user_id = d.user_id
                    ORDER BY d.last_used_at DESC OFFSET \(Int64(Self.keptOfEach)))
            ), made AS (
                INSERT INTO public.known_devices (token_hash, user_id, created_at, last_used_at)
                SELECT \(PostgresValue.bytes(made.hash)), user_id, \(now), \(now) FROM person
                WHERE NOT EXISTS (SELECT FROM kept) RETURNING 1
            )
            SELECT EXISTS (SELECT FROM made)
            """
        ).single()
        return try row.decode(0, as: Bool.self) ? made : nil
    }
}
