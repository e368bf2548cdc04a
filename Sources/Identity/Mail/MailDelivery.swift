import FoundationEssentials
package import Kernel
package import Mail
package import PostgresClient

/// Sends what waits in the outbox. Several servers may do so at once: each mail is taken by one.
package struct MailDelivery: Sendable {
    /// Longer than anybody sends one mail.
    private static let lease: Duration = .seconds(300)
    private static let attemptsMax: Int64 = 12
    private static let firstPause: Duration = .seconds(10)
    private static let pauseMax: Duration = .seconds(3_600)
    private static let kept: Duration = .seconds(30 * 86_400)

    private struct Claim {
        let id: Int64
        let recipient: String
        let purpose: String
        let messageID: String
        let body: [UInt8]
        let attempt: Int64
        let createdAt: Instant
        let expiresAt: Instant
    }

    private let pool: PostgresPool
    private let queue: MailQueue
    private let send: @Sendable (MailMessage) async throws -> SMTPOutcome

    package init(
        pool: PostgresPool, queue: MailQueue,
        send: @escaping @Sendable (MailMessage) async throws -> SMTPOutcome
    ) {
        self.pool = pool
        self.queue = queue
        self.send = send
    }

    /// Sends the next mail that is due; nil when there is none.
    ///
    /// - Parameter clock: says when it was sent.
    package func next(at now: Instant) async throws -> MailReport? {
        guard let claim = try await claim(at: now) else { return nil }
        let outcome: SMTPOutcome
        do { outcome = try await send(message(claim)) } catch {
            // Nobody has it: it never came so far.
            outcome = .permanent(reason: "it cannot be written: \(Self.code(of: error))")
        }
        return try await finish(claim, outcome, at: now)
    }

    /// Gives up what has been of no use any more, and what somebody died sending: whether that
    /// arrived is not known. Forgets what has long been done with.
    ///
    /// - Returns: how many were given up.
    package func clear(at now: Instant) async throws -> Int {
        let lost = try await pool.execute(
            """
            UPDATE public.mail_outbox SET status = 'unknown', body = NULL, lease_until = NULL,
                finished_at = \(now), reply = 'the server ended while it was being sent'
            WHERE status = 'sending' AND lease_until <= \(now)
            """)
        let late = try await pool.execute(
            """
            UPDATE public.mail_outbox SET status = 'failed', body = NULL, finished_at = \(now)
            WHERE status = 'waiting' AND expires_at <= \(now)
            """)
        try await pool.execute(
            "DELETE FROM public.mail_outbox WHERE finished_at < \(now.adding(.zero - Self.kept))")
        return lost + late
    }

    private func claim(at now: Instant) async throws -> Claim? {
        let rows = try await pool.query(
            """
            UPDATE public.mail_outbox SET status = 'sending', attempts = attempts + 1,
                lease_until = \(now.adding(Self.lease))
            WHERE id = (
                SELECT id FROM public.mail_outbox
                WHERE status = 'waiting' AND next_at <= \(now) AND expires_at > \(now)
                ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, recipient, purpose, message_id, body, attempts, created_at, expires_at
            """)
        return try rows.first.map { row in
            Claim(
                id: try row.decode(0), recipient: try row.string(1), purpose: try row.string(2),
                messageID: try row.string(3), body: try row.decode(4, as: [UInt8].self),
                attempt: try row.decode(5), createdAt: try row.decode(6),
                expiresAt: try row.decode(7))
        }
    }

    private func message(_ claim: Claim) throws -> MailMessage {
        let letter = try JSONDecoder().decode(
            MailLetter.self,
            from: Data(try queue.box.open(claim.body, of: .mailBody, row: claim.id)))
        return try MailMessage(
            from: queue.from, to: try MailAddress(claim.recipient), subject: letter.subject,
            text: letter.text, html: letter.html, messageID: claim.messageID,
            date: claim.createdAt)
    }

    private func finish(
        _ claim: Claim, _ outcome: SMTPOutcome, at now: Instant
    ) async throws -> MailReport {
        let next = now.adding(Self.pause(afterAttempt: claim.attempt))
        let (status, reply): (String, String) =
            switch outcome {
            case .accepted(let reply): ("sent", reply)
            case .permanent(let reason): ("failed", reason)
            case .unknown(let reason): ("unknown", reason)
            case .temporary(let reason):
                claim.attempt < Self.attemptsMax && next < claim.expiresAt
                    ? ("waiting", reason) : ("failed", reason)
            }
        let isRetried = status == "waiting"
        // Only while it is still ours: one whose lease ran out is done with.
        try await pool.execute(
            """
            UPDATE public.mail_outbox SET status = \(status), lease_until = NULL,
                reply = \(String(reply.prefix(500))), next_at = \(next),
                body = CASE WHEN \(isRetried) THEN body END,
                finished_at = CASE WHEN \(isRetried) THEN NULL ELSE \(now) END
            WHERE id = \(claim.id) AND status = 'sending' AND attempts = \(claim.attempt)
            """)
        return MailReport(
            id: claim.id, purpose: claim.purpose, attempt: claim.attempt, outcome: outcome,
            isRetried: isRetried)
    }

    /// Twice as long each time, up to an hour.
    static func pause(afterAttempt attempt: Int64) -> Duration {
        min(pauseMax, firstPause * Int(1 << min(max(attempt - 1, 0), 20)))
    }

    /// An error's own words could hold what the mail says.
    private static func code(of error: any Error) -> String {
        (error as? any DomainError)?.code ?? "unknown"
    }
}
