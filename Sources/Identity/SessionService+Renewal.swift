import Kernel
import PostgresClient

/// What becomes of sessions when their person proves more than before.
extension SessionService {
    /// Gives a session another token, so that one that somebody else has seen, or put there, is
    /// worth nothing afterwards.
    ///
    /// - Throws: `IdentityError.unknownSession`.
    static func rotate(
        _ session: SecretToken, of user: ID<User>, on connection: isolated PostgresConnection,
        provedAt now: Instant
    ) throws -> SecretToken {
        let token = SecretToken()
        let update: Query = """
            UPDATE public.sessions
            SET token_hash = \(PostgresValue.bytes(token.hash)), proved_at = \(now)
            WHERE token_hash = \(PostgresValue.bytes(session.hash)) AND user_id = \(user)
            """
        guard try connection.execute(update) == 1 else { throw IdentityError.unknownSession }
        return token
    }

    /// Ends all other sessions of a person, and the logins that wait for a code: these first, so
    /// that the session which one of them begins just now is there to be ended.
    static func endOthers(
        of user: ID<User>, than session: SecretToken,
        on connection: isolated PostgresConnection
    ) throws {
        let statements: [Query] = [
            "DELETE FROM public.pending_logins WHERE user_id = \(user)",
            """
            DELETE FROM public.sessions WHERE user_id = \(user)
                AND token_hash <> \(PostgresValue.bytes(session.hash))
            """,
        ]
        for statement in statements { try connection.execute(statement) }
    }
}
