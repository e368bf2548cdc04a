import Kernel
import PostgresClient

/// Takes the code of somebody's phone or paper, once.
struct SecondFactorCheck: Sendable {
    let box: SecretBox

    static func isOn(
        for user: ID<User>, on connection: isolated PostgresConnection
    ) throws -> Bool {
        let question: Query = """
            SELECT EXISTS (SELECT FROM public.second_factors
                WHERE user_id = \(user) AND confirmed_at IS NOT NULL)
            """
        return try connection.query(question).single().decode(0)
    }

    /// Uses a code up, in the transaction of what it proves. Of several who send the same one at
    /// once one succeeds: the others wait for the row and find it used.
    ///
    /// - Returns: whether it was a recovery code.
    /// - Throws: `ProofError.wrongCode`; what decrypting throws.
    func use(
        _ code: String, of user: ID<User>, on connection: isolated PostgresConnection,
        at now: Instant
    ) throws -> Bool {
        let typed = code.filter { $0 != " " }
        let question: Query = """
            SELECT seed, last_step FROM public.second_factors
            WHERE user_id = \(user) AND confirmed_at IS NOT NULL FOR UPDATE
            """
        guard let row = try connection.query(question).first else { throw ProofError.wrongCode }
        guard typed.utf8.count == OneTimeCode.digits else {
            return try useRecoveryCode(typed, of: user, on: connection)
        }
        let seed = try box.open(
            try row.decode(0), of: .secondFactorSeed, row: user.rawValue)
        let last = try row.int64(1)
        guard let step = OneTimeCode.step(of: typed, seed, after: last, at: now) else {
            throw ProofError.wrongCode
        }
        let update: Query = """
            UPDATE public.second_factors SET last_step = \(step) WHERE user_id = \(user)
            """
        try connection.execute(update)
        return false
    }

    private func useRecoveryCode(
        _ typed: String, of user: ID<User>, on connection: isolated PostgresConnection
    ) throws -> Bool {
        let delete: Query = """
            DELETE FROM public.recovery_codes WHERE user_id = \(user)
                AND code_hash = \(PostgresValue.bytes(RecoveryCode(typed).hash))
            """
        guard try connection.execute(delete) == 1 else { throw ProofError.wrongCode }
        return true
    }
}
