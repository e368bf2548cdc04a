package import Kernel
package import PostgresClient
package import Tenancy

/// A tenant's own jobs, for its owners and administrators.
package struct JobService: Sendable {
    private let pool: PostgresPool
    /// Every kind of job that belongs to a tenant.
    package let kinds: [JobKind]

    package init(pool: PostgresPool, kinds: [JobKind]) {
        self.pool = pool
        self.kinds = kinds.filter(\.isOfTenant)
    }

    package func title(of kind: String) -> String {
        kinds.first { $0.name == kind }?.title ?? kind
    }

    /// The newest first.
    ///
    /// - Parameter after: the last job of the page before.
    package func list(
        _ scope: Scope, _ filter: JobFilter = JobFilter(), after: ID<Job>? = nil, limit: Int
    ) async throws -> (jobs: [Job], hasMore: Bool) {
        try scope.require(.manageJobs)
        let rows = try await pool.query(
            """
            SELECT \(fragment: Job.columns) FROM public.jobs
            WHERE tenant_id = \(scope.tenant.id)
                AND (\(optional: filter.state?.rawValue)::text IS NULL
                    OR state = \(optional: filter.state?.rawValue))
                AND (\(optional: filter.kind)::text IS NULL OR kind = \(optional: filter.kind))
                AND (\(optional: after)::bigint IS NULL OR id < \(optional: after))
            ORDER BY id DESC LIMIT \(Int64(limit + 1))
            """)
        let jobs: [Job] = try rows.decode()
        return (Array(jobs.prefix(limit)), jobs.count > limit)
    }

    /// - Throws: `JobError.unknown`, also for another tenant's.
    package func find(_ scope: Scope, _ id: ID<Job>) async throws -> Job {
        try scope.require(.manageJobs)
        let found: [Job] = try await pool.query(Self.one(scope, id)).decode()
        guard let job = found.first else { throw JobError.unknown }
        return job
    }

    /// The same within a transaction of the application's own login.
    package func find(
        _ scope: Scope, _ id: ID<Job>, on connection: isolated TenantConnection
    ) throws -> Job {
        try scope.require(.manageJobs)
        let found: [Job] = try connection.query(Self.one(scope, id)).decode()
        guard let job = found.first else { throw JobError.unknown }
        return job
    }

    private static func one(_ scope: Scope, _ id: ID<Job>) -> Query {
        """
        SELECT \(fragment: Job.columns) FROM public.jobs
        WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
        """
    }

    /// How often jobs were tried, in the order in which that was.
    package func attempts(
        _ scope: Scope, of jobs: [ID<Job>]
    ) async throws -> [ID<Job>: [JobAttempt]] {
        try scope.require(.manageJobs)
        return try Self.attempts(await pool.query(Self.tries(scope, jobs)))
    }

    /// The same of one, within a transaction of the application's own login.
    package func attempts(
        _ scope: Scope, of job: ID<Job>, on connection: isolated TenantConnection
    ) throws -> [JobAttempt] {
        try scope.require(.manageJobs)
        return try Self.attempts(try connection.query(Self.tries(scope, [job])))[job] ?? []
    }

    private static func tries(_ scope: Scope, _ jobs: [ID<Job>]) -> Query {
        """
        SELECT a.job_id, a.number, a.started_at, a.finished_at, a.server, a.error
        FROM public.job_attempts AS a JOIN public.jobs AS j ON j.id = a.job_id
        WHERE j.tenant_id = \(scope.tenant.id) AND j.id = ANY (\(jobs.map(\.rawValue)))
        ORDER BY a.job_id, a.number
        """
    }

    private static func attempts(_ rows: Rows) throws -> [ID<Job>: [JobAttempt]] {
        var found: [ID<Job>: [JobAttempt]] = [:]
        for row in rows {
            let attempt = JobAttempt(
                number: Int(try row.int32(1)), startedAt: try row.decode(2),
                finishedAt: try row.decode(3, as: Instant?.self), server: try row.string(4),
                error: try row.decode(5, as: String?.self))
            found[try row.decode(0), default: []].append(attempt)
        }
        return found
    }

    /// Tries a job again that failed or was cancelled.
    ///
    /// - Throws: `JobError.unknown`, `.notRetryable`; `.isWaitedFor` where another one waits with
    ///   its unique key.
    package func retry(_ scope: Scope, _ id: ID<Job>) async throws {
        try await pool.transaction { try retry(scope, id, on: $0) }
    }

    /// The same within a transaction of the application's own login.
    package func retry(
        _ scope: Scope, _ id: ID<Job>, on connection: isolated TenantConnection
    ) throws {
        let update: Query = """
            UPDATE public.jobs SET state = 'queued', run_at = now(), finished_at = NULL,
                attempts_max = least(greatest(attempts_max, attempts + 1), 100)
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
                AND state IN ('failed', 'cancelled') AND attempts < 100
            RETURNING kind, pg_notify('countinghouse_jobs', '')
            """
        guard try change(scope, id, .jobRetried, update, on: connection) else {
            throw JobError.notRetryable(try find(scope, id, on: connection).state)
        }
    }

    /// Takes a job that waits out of the queue; one that runs is told to stop.
    ///
    /// - Throws: `JobError.unknown`, `.notCancellable`.
    package func cancel(_ scope: Scope, _ id: ID<Job>) async throws {
        try await pool.transaction { try cancel(scope, id, on: $0) }
    }

    /// The same within a transaction of the application's own login.
    package func cancel(
        _ scope: Scope, _ id: ID<Job>, on connection: isolated TenantConnection
    ) throws {
        let update: Query = """
            UPDATE public.jobs SET
                state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
                finished_at = CASE state WHEN 'queued' THEN now() END,
                is_stopping = state = 'running'
            WHERE id = \(id) AND tenant_id = \(scope.tenant.id)
                AND state IN ('queued', 'running')
            RETURNING kind
            """
        guard try change(scope, id, .jobCancelled, update, on: connection) else {
            throw JobError.notCancellable(try find(scope, id, on: connection).state)
        }
    }

    private func change(
        _ scope: Scope, _ id: ID<Job>, _ action: AuditAction, _ update: Query,
        on connection: isolated TenantConnection
    ) throws -> Bool {
        try scope.require(.manageJobs)
        let recorded = AuditEvent(action, AuditObject(.job, id)).record(
            scope.source, tenant: "\(scope.tenant.id)", with: update,
            outcome: "jsonb_build_object('kind', result.kind)")
        do {
            return try connection.savepoint { try !$0.query(recorded).isEmpty }
        } catch let error as PostgresError {
            guard case .uniqueViolation = error else { throw error }
            throw JobError.isWaitedFor
        }
    }
}
