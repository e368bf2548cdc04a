package import Kernel
package import PostgresClient

/// The queue: writing jobs down, taking them, and telling what became of them.
///
/// A job is taken with a lease that its server renews. Whoever is not heard of any more loses it
/// to another one; what they still say about it then counts for nothing.
package struct JobQueue: Sendable {
    /// How long a server may be silent.
    package static let lease: Duration = .seconds(60)
    static let kept: Duration = .seconds(30 * 86_400)
    private static let leaseText = "\(lease / .seconds(1)) seconds"

    private let pool: PostgresPool

    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Notifications on it say that a job is due.
    static func channel() throws(PostgresError) -> Identifier {
        try Identifier("countinghouse_jobs")
    }

    /// Writes a job down within a transaction of the application's login, with what it is about.
    ///
    /// - Returns: nil where another one waits with its unique key.
    @discardableResult
    package static func add(
        _ draft: JobDraft, on connection: isolated PostgresConnection
    ) throws -> ID<Job>? {
        try connection.query(insert(draft)).first.map { try $0.decode(0) }
    }

    /// Writes a job down by itself.
    @discardableResult
    package func add(_ draft: JobDraft) async throws -> ID<Job>? {
        try await pool.query(Self.insert(draft)).first.map { try $0.decode(0) }
    }

    private static func insert(_ draft: JobDraft) -> Query {
        let seconds = draft.delay / .seconds(1)
        return """
            WITH job AS (
                INSERT INTO public.jobs (tenant_id, kind, payload, attempts_max, unique_key, run_at)
                VALUES (\(optional: draft.tenant), \(draft.kind), \(draft.payload)::text::jsonb,
                    \(Int32(draft.attemptsMax)), \(optional: draft.uniqueKey),
                    now() + make_interval(secs => \(seconds)))
                ON CONFLICT (coalesce(tenant_id, 0), kind, unique_key)
                    WHERE state = 'queued' AND unique_key IS NOT NULL DO NOTHING
                RETURNING id
            )
            SELECT id, pg_notify('countinghouse_jobs', '') FROM job
            """
    }

    /// Takes the jobs that are due, at most so many, in the order in which they became so.
    package func claim(_ count: Int, by server: String) async throws -> [Job] {
        let rows = try await pool.query(
            """
            WITH due AS (
                SELECT id FROM public.jobs
                WHERE state = 'queued' AND run_at <= now()
                ORDER BY run_at, id LIMIT \(Int64(count)) FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE public.jobs AS j SET state = 'running', attempts = attempts + 1,
                    locked_by = \(server), lease_until = now() + \(Self.leaseText)::text::interval,
                    is_stopping = false
                FROM due WHERE j.id = due.id
                RETURNING j.*
            ), attempt AS (
                INSERT INTO public.job_attempts (job_id, number, started_at, server)
                SELECT id, attempts, now(), locked_by FROM taken
                ON CONFLICT (job_id, number) DO NOTHING
            )
            SELECT \(fragment: Job.columns) FROM taken ORDER BY run_at, id
            """)
        return try rows.decode()
    }

    /// Says that the server is still at work.
    ///
    /// - Returns: whether the job is still its own and nobody wants it to stop.
    package func renew(_ job: Job) async throws -> Bool {
        let rows = try await pool.query(
            """
            UPDATE public.jobs SET lease_until = now() + \(Self.leaseText)::text::interval
            WHERE id = \(job.id) AND state = 'running' AND attempts = \(Int32(job.attempts))
                AND locked_by = \(optional: job.server)
            RETURNING is_stopping
            """)
        return try rows.first.map { try !$0.decode(0, as: Bool.self) } ?? false
    }

    /// - Returns: whether it was still the server's to tell.
    @discardableResult
    package func finish(_ job: Job) async throws -> Bool {
        try await end(job, "state = 'done', error = NULL, finished_at = now()", error: nil)
    }

    /// - Parameter pause: how long until it is tried again, if it is.
    @discardableResult
    package func fail(_ job: Job, _ error: String, pause: Duration) async throws -> Bool {
        let seconds = pause / .seconds(1)
        return try await end(
            job,
            """
            state = CASE WHEN \(fragment: Self.isOver) THEN 'failed' ELSE 'queued' END,
                finished_at = CASE WHEN \(fragment: Self.isOver) THEN now() END,
                run_at = now() + make_interval(secs => \(seconds)), error = \(error)
            """, error: error)
    }

    /// It was stopped because somebody wanted that.
    @discardableResult
    package func stopped(_ job: Job) async throws -> Bool {
        try await end(
            job, "state = 'cancelled', finished_at = now()", error: "It was cancelled.")
    }

    /// Gives a job back whose server is ending; that attempt does not count.
    @discardableResult
    package func release(_ job: Job) async throws -> Bool {
        try await end(
            job,
            """
            state = CASE WHEN \(fragment: Self.isDoubled) THEN 'failed' ELSE 'queued' END,
                finished_at = CASE WHEN \(fragment: Self.isDoubled) THEN now() END,
                error = CASE WHEN \(fragment: Self.isDoubled)
                    THEN \(JobError.replaced.userMessage) ELSE error END,
                run_at = now(), attempts_max = least(attempts_max + 1, 100)
            """, error: "The server ended.")
    }

    private static let isOver: Query = "(attempts >= attempts_max OR \(fragment: isDoubled))"

    /// Another job that waits with the same unique key stands for this one.
    private static let isDoubled: Query = """
        (j.unique_key IS NOT NULL AND EXISTS (
            SELECT FROM public.jobs AS o WHERE o.state = 'queued' AND o.kind = j.kind
                AND o.tenant_id IS NOT DISTINCT FROM j.tenant_id AND o.unique_key = j.unique_key))
        """

    private func end(_ job: Job, _ changes: Query, error: String?) async throws -> Bool {
        let rows = try await pool.query(
            """
            WITH ended AS (
                UPDATE public.jobs AS j SET \(fragment: changes), locked_by = NULL,
                    lease_until = NULL
                WHERE id = \(job.id) AND state = 'running' AND attempts = \(Int32(job.attempts))
                    AND locked_by = \(optional: job.server)
                RETURNING id, attempts
            )
            UPDATE public.job_attempts AS a SET finished_at = now(), error = \(optional: error)
            FROM ended WHERE a.job_id = ended.id AND a.number = ended.attempts
            RETURNING a.number
            """)
        return !rows.isEmpty
    }

    /// Gives back what was taken by servers that are not heard of any more. Of several with one
    /// unique key the first one waits again and stands for the others, unless one waits already.
    ///
    /// - Returns: how many jobs.
    package func recover() async throws -> Int {
        try await pool.query(
            """
            WITH silent AS (
                SELECT * FROM public.jobs WHERE state = 'running' AND lease_until <= now()
                ORDER BY id FOR UPDATE SKIP LOCKED
            ), judged AS (
                SELECT id, is_stopping, attempts >= attempts_max AS is_spent,
                    \(fragment: Self.isDoubled) OR unique_key IS NOT NULL AND row_number() OVER (
                        PARTITION BY tenant_id, kind, unique_key,
                            is_stopping OR attempts >= attempts_max
                        ORDER BY id) > 1 AS is_doubled
                FROM silent AS j
            ), lost AS (
                UPDATE public.jobs AS j SET locked_by = NULL, lease_until = NULL, run_at = now(),
                    state = CASE WHEN w.is_stopping THEN 'cancelled'
                        WHEN w.is_spent OR w.is_doubled THEN 'failed' ELSE 'queued' END,
                    finished_at = CASE WHEN w.is_stopping OR w.is_spent OR w.is_doubled
                        THEN now() END,
                    error = CASE WHEN w.is_doubled AND NOT (w.is_stopping OR w.is_spent)
                        THEN \(JobError.replaced.userMessage)
                        ELSE \(JobError.abandoned.userMessage) END
                FROM judged AS w WHERE j.id = w.id
                RETURNING j.id, j.attempts, j.error
            )
            UPDATE public.job_attempts AS a SET error = lost.error FROM lost
            WHERE a.job_id = lost.id AND a.number = lost.attempts
            RETURNING a.job_id
            """
        ).count
    }

    /// Forgets what ended long ago; returns how many jobs.
    package func prune() async throws -> Int {
        let age = "\(Self.kept / .seconds(86_400)) days"
        return try await pool.execute(
            "DELETE FROM public.jobs WHERE finished_at < now() - \(age)::text::interval")
    }

    /// Tells when something may be due: after each notification, and once at the beginning.
    package func wakes() throws -> AsyncStream<PostgresNotification> {
        pool.listen(try Self.channel())
    }
}
