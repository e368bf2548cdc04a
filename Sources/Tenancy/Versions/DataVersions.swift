package import Kernel
package import PostgresClient
import Synchronization

/// Asks the database what tenants' data is at now.
///
/// Whoever asks gets an answer that was read after they asked, so that every transaction that had
/// ended by then is in it, whoever wrote it. All who ask while a question is on its way share the
/// next one: the database is asked one question at a time, however many requests there are.
package final class DataVersions: Sendable {
    private typealias Answer = Result<Versions, any Error>
    private typealias Versions = [Int64: DataVersion]

    private struct Round {
        var tenants: Set<Int64> = []
        var waiting: [CheckedContinuation<Answer, Never>] = []
    }

    private struct State {
        var next = Round()
        var isAsking = false
        /// The last answer, and when it had not been asked for yet.
        var latest: (versions: Versions, since: ContinuousClock.Instant)?
        /// Who was asked for lately, and when: they are likely to be asked for again.
        var recent: [Int64: ContinuousClock.Instant] = [:]
    }

    /// When the request began that this is for: what was read after that is new enough for all of
    /// it, unless it takes long. nil: nothing that was read before the question.
    @TaskLocal package static var since: ContinuousClock.Instant?

    /// The number that stands for what all tenants share.
    private static let shared: Int64 = 0
    private static let recentMax = 32
    private static let recency: Duration = .seconds(2)

    private let pool: PostgresPool
    private let replica: PostgresPool?
    private let state = Mutex(State())

    /// - Parameter replica: where reports are read, where that is another server.
    package init(pool: PostgresPool, replica: PostgresPool? = nil) {
        self.pool = pool
        self.replica = replica
    }

    /// What a tenant's data is at.
    ///
    /// - Throws: `PostgresError`.
    package func current(of tenant: ID<Tenant>) async throws -> DataVersion {
        try await current(tenant.rawValue)
    }

    /// What is at who may do what, and the tenants' own settings.
    ///
    /// - Throws: `PostgresError`.
    package func currentOfAll() async throws -> DataVersion {
        try await current(Self.shared)
    }

    /// What the server that reports are read from shows of a tenant, which may lag behind: what is
    /// read there afterwards is at least this new.
    ///
    /// - Parameter current: what the tenant's data is at, just asked.
    package func forReports(
        of tenant: ID<Tenant>, current: DataVersion
    ) async throws -> DataVersion {
        guard let replica else { return current }
        let seen = try await Self.read([tenant.rawValue], on: replica)[tenant.rawValue]
        return DataVersion(epoch: current.epoch, changes: seen?.changes ?? 0)
    }

    /// Adds up what ended processes of the database counted.
    package func fold() async throws {
        try await pool.execute("SELECT public.data_versions_fold()")
    }

    private func current(_ id: Int64) async throws -> DataVersion {
        if let since = Self.since, let known = known(id, since) { return known }
        let answer = await withCheckedContinuation { continuation in
            let mustStart = state.withLock { state in
                state.next.tenants.insert(id)
                state.next.waiting.append(continuation)
                defer { state.isAsking = true }
                return !state.isAsking
            }
            if mustStart { Task { await ask() } }
        }
        guard let version = try answer.get()[id] else {
            throw PostgresError.protocolViolation("data_versions: a tenant has no answer")
        }
        return version
    }

    private func known(_ id: Int64, _ since: ContinuousClock.Instant) -> DataVersion? {
        state.withLock { state in
            guard let latest = state.latest, latest.since >= since,
                .now - since < Self.recency
            else { return nil }
            return latest.versions[id]
        }
    }

    private func ask() async {
        while let round = nextRound() {
            let since = ContinuousClock.now
            do {
                let versions = try await Self.read(round.tenants, on: pool)
                state.withLock { $0.latest = (versions, since) }
                for waiter in round.waiting { waiter.resume(returning: .success(versions)) }
            } catch {
                for waiter in round.waiting { waiter.resume(returning: .failure(error)) }
            }
        }
    }

    /// Takes those who wait; nil where nobody does. Who was asked for lately is asked for as well:
    /// most requests need two answers.
    private func nextRound() -> Round? {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard !state.next.waiting.isEmpty else {
                state.isAsking = false
                return nil
            }
            var round = state.next
            state.next = Round()
            for tenant in round.tenants { state.recent[tenant] = now }
            if state.recent.count > Self.recentMax {
                state.recent = state.recent.filter { now - $0.value < Self.recency }
            }
            for (tenant, askedAt) in state.recent.prefix(Self.recentMax)
            where now - askedAt < Self.recency {
                round.tenants.insert(tenant)
            }
            return round
        }
    }

    private static func read(_ tenants: Set<Int64>, on pool: PostgresPool) async throws -> Versions
    {
        let rows = try await pool.query(
            """
            SELECT asked.id, coalesce(sum(v.changes), 0)::bigint,
                (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint
            FROM unnest(\(Array(tenants))) AS asked (id)
            LEFT JOIN public.data_versions AS v ON v.tenant_id = asked.id
            GROUP BY asked.id
            """)
        var versions: Versions = [:]
        for row in rows {
            versions[try row.int64(0)] = DataVersion(
                epoch: try row.int64(2), changes: try row.int64(1))
        }
        return versions
    }
}
