import Kernel
package import PostgresClient
package import Tenancy

/// Where schedules stand, for all servers of a database.
package struct ScheduleStore: Sendable {
    private let pool: PostgresPool
    private let server: String

    package init(pool: PostgresPool, server: String) {
        self.pool = pool
        self.server = server
    }

    /// Every schedule, by name. What they say is of the whole installation and names no tenant.
    package func list(_ scope: Scope) async throws -> [JobSchedule] {
        try scope.require(.manageJobs)
        let rows = try await pool.query(
            """
            SELECT name, title, every_seconds, extract(hour FROM at_time)::integer,
                extract(minute FROM at_time)::integer, next_at, started_at, finished_at, error,
                server
            FROM public.job_schedules ORDER BY name
            """)
        return try rows.map { row in
            let seconds = try row.decode(2, as: Int32?.self)
            let rhythm: JobSchedule.Rhythm =
                try seconds.map { .every(.seconds(Int($0))) }
                ?? .daily(hour: Int(row.int32(3)), minute: Int(row.int32(4)))
            var schedule = JobSchedule(try row.string(0), title: try row.string(1), rhythm)
            schedule.next = try row.decode(5, as: Instant?.self)
            schedule.startedAt = try row.decode(6, as: Instant?.self)
            schedule.finishedAt = try row.decode(7, as: Instant?.self)
            schedule.error = try row.decode(8, as: String?.self)
            schedule.server = try row.decode(9, as: String?.self)
            return schedule
        }
    }

    /// Writes a schedule down that is not there yet, or has another rhythm.
    func register(_ schedule: JobSchedule) async throws {
        let (seconds, time) = Self.columns(schedule.rhythm)
        try await pool.execute(
            """
            INSERT INTO public.job_schedules AS s (name, title, every_seconds, at_time, next_at)
            VALUES (\(schedule.name), \(schedule.title), \(seconds), \(time)::text::time,
                \(fragment: Self.next(seconds, time)))
            ON CONFLICT (name) DO UPDATE SET title = excluded.title,
                every_seconds = excluded.every_seconds, at_time = excluded.at_time,
                next_at = excluded.next_at
            WHERE (s.title, s.every_seconds, s.at_time, s.next_at IS NULL)
                IS DISTINCT FROM (excluded.title, excluded.every_seconds, excluded.at_time, false)
            """)
    }

    /// Takes a schedule that is due, for so long as nobody may doubt that the server lives.
    ///
    /// - Returns: whether it is this server's turn.
    func claim(_ name: String, lease: Duration) async throws -> Bool {
        try await pool.execute(
            """
            UPDATE public.job_schedules SET started_at = now(), server = \(server),
                lease_until = now() + make_interval(secs => \(lease / .seconds(1)))
            WHERE name = (SELECT name FROM public.job_schedules
                WHERE name = \(name) AND next_at <= now()
                    AND (lease_until IS NULL OR lease_until <= now())
                FOR UPDATE SKIP LOCKED)
            """) > 0
    }

    /// Tells how it went, and when it is done next.
    func finish(_ schedule: JobSchedule, error: String?) async throws {
        let (seconds, time) = Self.columns(schedule.rhythm)
        try await pool.execute(
            """
            UPDATE public.job_schedules SET finished_at = now(), error = \(optional: error),
                lease_until = NULL, next_at = \(fragment: Self.next(seconds, time))
            WHERE name = \(schedule.name) AND server = \(server) AND lease_until IS NOT NULL
            """)
    }

    /// Tells of what every server does by itself.
    func report(
        _ schedule: JobSchedule, from start: Instant, to end: Instant, error: String?
    ) async throws {
        let (seconds, time) = Self.columns(schedule.rhythm)
        try await pool.execute(
            """
            INSERT INTO public.job_schedules AS s (name, title, every_seconds, at_time,
                started_at, finished_at, error, server)
            VALUES (\(schedule.name), \(schedule.title), \(seconds), \(time)::text::time,
                \(start), \(end), \(optional: error), \(server))
            ON CONFLICT (name) DO UPDATE SET title = excluded.title,
                every_seconds = excluded.every_seconds, at_time = excluded.at_time,
                started_at = excluded.started_at, finished_at = excluded.finished_at,
                error = excluded.error, server = excluded.server
            """)
    }

    private static func columns(_ rhythm: JobSchedule.Rhythm) -> (Int32?, String?) {
        switch rhythm {
        case .every(let pause): (Int32(max(1, pause / .seconds(1))), nil)
        case .daily(let hour, let minute): (nil, "\(hour):\(minute):00")
        }
    }

    private static func next(_ seconds: Int32?, _ time: String?) -> Query {
        guard let time else { return "now() + make_interval(secs => \(seconds)::integer)" }
        return """
            (SELECT min(day + \(time)::text::time) AT TIME ZONE 'UTC'
            FROM (SELECT (now() AT TIME ZONE 'UTC')::date + n AS day FROM generate_series(0, 1) AS n)
                AS days
            WHERE (day + \(time)::text::time) AT TIME ZONE 'UTC' > now())
            """
    }
}
