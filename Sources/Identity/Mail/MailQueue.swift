import FoundationEssentials
package import Kernel
package import Mail
package import PostgresClient

/// Writes mails down to be sent, in the transaction of what they are about.
package struct MailQueue: Sendable {
    private static let noticeLifetime: Duration = .seconds(3 * 86_400)

    package let address: PublicAddress
    /// Whether a mail server is there; without one mails go to the log, for whoever reads that.
    package let hasServer: Bool
    let from: MailAddress
    package let box: SecretBox

    package init(
        box: SecretBox, from: MailAddress, hasServer: Bool, address: PublicAddress
    ) {
        self.box = box
        self.from = from
        self.hasServer = hasServer
        self.address = address
    }

    /// Tells somebody what happened to their account.
    package func tell(
        _ user: User, _ notice: MailNotice, on connection: isolated PostgresConnection,
        at now: Instant
    ) throws {
        try add(
            .notice(notice), to: user, for: .notice, until: now.adding(Self.noticeLifetime),
            on: connection, at: now)
    }

    /// - Returns: whether it will be sent; false where no mail server could take the address.
    @discardableResult
    func add(
        _ letter: MailLetter, to user: User, for purpose: MailPurpose, until end: Instant,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws -> Bool {
        guard (try? MailAddress(user.email)) != nil else { return false }
        let insert: Query = """
            INSERT INTO public.mail_outbox
                (user_id, recipient, purpose, message_id, created_at, next_at, expires_at)
            VALUES (\(user.id), \(user.email), \(purpose.rawValue),
                \(MailMessage.newID(in: from.domain)), \(now), \(now), \(end))
            RETURNING id
            """
        let id: Int64 = try connection.query(insert).single().decode(0)
        // Only now is it known which row the ciphertext belongs to.
        let body = try box.seal(
            Array(JSONEncoder().encode(letter)), for: .mailBody, row: id, on: connection)
        let update: Query = """
            UPDATE public.mail_outbox SET body = \(PostgresValue.bytes(body)) WHERE id = \(id)
            """
        try connection.execute(update)
        return true
    }
}
