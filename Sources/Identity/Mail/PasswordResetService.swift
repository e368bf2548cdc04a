package import Kernel
package import PostgresClient
package import Tenancy

/// New passwords for those who forgot theirs. Who asks gets the same answer, in the same time,
/// whether or not anybody has the address: it is only written down, and answered by mail later.
package struct PasswordResetService: Sendable {
    /// How many mails somebody gets within an hour at most.
    package static let mailsPerHour = 3
    private static let batch = 20
    /// Nobody waits longer for a mail.
    private static let patience: Duration = .seconds(1_800)

    private let pool: PostgresPool
    private let owner: PostgresPool
    private let mail: MailQueue
    private let throttle: LoginThrottle

    /// - Parameters:
    ///   - pool: connections as the application's login.
    ///   - owner: connections as the owner of the shared tables, who alone makes links.
    package init(
        pool: PostgresPool, owner: PostgresPool, mail: MailQueue,
        throttle: LoginThrottle = LoginThrottle()
    ) {
        self.pool = pool
        self.owner = owner
        self.mail = mail
        self.throttle = throttle
    }

    /// Writes down that somebody asks. What can be no address is answered alike.
    ///
    /// - Throws: `IdentityError.tooManyAttempts`, whoever it is.
    package func ask(email: String, from origin: Origin, at now: Instant) async throws {
        let key = EmailAddress.key(email)
        try throttle.begin(account: key, address: origin.address, at: now)
        guard let address = try? EmailAddress(email), !address.text.utf8.contains(0) else { return }
        try await pool.execute(
            """
            INSERT INTO public.reset_requests (email, address, request_id, requested_at)
            VALUES (\(address.text), \(origin.address), \(origin.requestID), \(now))
            """)
    }

    /// Answers those who asked: writes a mail with a link to whoever has the address, for whom
    /// earlier links of this kind end.
    ///
    /// - Returns: how many asked.
    package func answer(at now: Instant) async throws -> Int {
        try await owner.transaction { connection in
            let take: Query = """
                DELETE FROM public.reset_requests WHERE id IN (
                    SELECT id FROM public.reset_requests
                    ORDER BY id LIMIT \(Int64(Self.batch)) FOR UPDATE SKIP LOCKED)
                RETURNING email, address, request_id, requested_at
                """
            let rows = try connection.query(take)
            for row in rows {
                let asked: Instant = try row.decode(3)
                guard now.duration(since: asked) < Self.patience else { continue }
                let origin = Origin(address: try row.string(1), requestID: try row.string(2))
                try answer(try row.string(0), from: origin, on: connection, at: now)
            }
            return rows.count
        }
    }

    /// Whether anybody waits to be answered.
    package func isDue() async throws -> Bool {
        try await pool.query("SELECT EXISTS (SELECT FROM public.reset_requests)").single().decode(0)
    }

    private func answer(
        _ email: String, from origin: Origin, on connection: isolated PostgresConnection,
        at now: Instant
    ) throws {
        let find: Query = """
            SELECT u.id, u.email, u.name, (SELECT count(*) FROM public.mail_outbox AS m
                WHERE m.user_id = u.id AND m.purpose = 'reset'
                    AND m.created_at > \(now.adding(.seconds(-3_600))))
            FROM public.users AS u WHERE lower(u.email) = \(email)
            """
        guard let row = try connection.query(find).first,
            try row.int64(3) < Self.mailsPerHour
        else { return }
        let user = User(id: try row.decode(0), email: try row.string(1), name: try row.string(2))
        let token = try UserService.replaceLinks(of: user.id, by: .reset, on: connection, at: now)
        let minutes = Int(LinkPurpose.reset.lifetime / .seconds(60))
        try mail.add(
            .reset(mail.address.link(token), minutes: minutes), to: user, for: .reset,
            until: now.adding(LinkPurpose.reset.lifetime), on: connection, at: now)
        let event = AuditEvent(.resetAsked, AuditObject(.user, user.id))
        let record = event.record(AuditSource(.nobody, from: origin), person: user.id)
        _ = try connection.query(record)
    }
}
