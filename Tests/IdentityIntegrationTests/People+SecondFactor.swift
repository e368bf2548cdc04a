import Kernel

@testable import Identity

extension People {
    /// Gives somebody a second factor and logs them in for it: what their codes come from, the
    /// recovery codes, and the session.
    func enrol(
        _ user: User, session: SecretToken, at now: Instant = People.start
    ) async throws -> (seed: [UInt8], codes: [RecoveryCode], session: SecretToken) {
        try await secondFactors.offer(to: user.id, at: now)
        let offer = try await secondFactors.offered(to: user.id, account: user.email, at: now)
        let seed = offer?.seed ?? []
        let confirmed = try await secondFactors.confirm(
            Self.code(seed, at: now), of: user, session: session, from: .here, at: now)
        return (seed, confirmed.codes, confirmed.session)
    }

    static func code(_ seed: [UInt8], at now: Instant) -> String {
        OneTimeCode.code(seed, step: OneTimeCode.step(at: now))
    }

    static func at(_ seconds: Int) -> Instant { start.adding(.seconds(seconds)) }

    /// The token of a login that waits for its code; nil for one that does not wait.
    func pending(
        _ email: String = "ada@example.com", at now: Instant
    ) async throws -> SecretToken? {
        do {
            _ = try await logIn(email, at: now)
            return nil
        } catch ProofError.codeNeeded(let pending) { return pending }
    }

    func finish(_ pending: SecretToken, _ code: String, at now: Instant) async throws
        -> SecretToken
    {
        try await login.finish(
            pending, code: code, from: .init(address: Self.address), at: now)
    }
}
