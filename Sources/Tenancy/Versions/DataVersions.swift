import Glibc
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
        var waiting: [@Sendable (Answer) -> Void] = []
    }

    private struct State {
        var next = Round()
        var isAsking = false
        /// The last answer, and when it had not been asked for yet.
        var latest: (versions: Versions, since: ContinuousClock.Instant)?
        /// Who was asked for lately, and when: they are likely to be asked for again.
        var recent: [Int64: ContinuousClock.Instant] = [:]
    }

    /// The number that stands for what all tenants share.
    private static let shared: Int64 = 0
    private static let recentMax = 32
    private static let recency: Duration = .seconds(2)
    /// Where at least so many shared a question, the next one waits a little, so that it has many to
    /// share it, too.
    private static let crowd = 4
    private static let pauseMicroseconds: UInt32 = 300
    /// Questions for which the connection is held, so that others come to it as well.
    private static let roundsMax = 100

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
        let version = try await current(Self.shared)
        VersionReading.current?.read(shared: version)
        return version
    }

    /// What a tenant's data and what all tenants share are at, both at least as new as the call.
    ///
    /// - Parameter done: called once, on any thread, which it must not keep; with nil where the
    ///   database did not answer.
    package func ask(
        of tenant: ID<Tenant>,
        _ done: @escaping @Sendable ((tenant: DataVersion, shared: DataVersion)?) -> Void
    ) {
        wait(for: [tenant.rawValue, Self.shared]) { answer in
            let versions = try? answer.get()
            guard let own = versions?[tenant.rawValue], let shared = versions?[Self.shared] else {
                return done(nil)
            }
            done((own, shared))
        }
    }

    /// What the server that reports are read from shows of a tenant, which may lag behind: what is
    /// read there afterwards is at least this new.
    ///
    /// - Parameter current: what the tenant's data is at, just asked.
    package func forReports(
        of tenant: ID<Tenant>, current: DataVersion
    ) async throws -> DataVersion {
        guard let replica else { return current }
        let seen = try await replica.withConnection {
            try Self.read([tenant.rawValue], on: $0)[tenant.rawValue]
        }
        return DataVersion(epoch: current.epoch, changes: seen?.changes ?? 0)
    }

    /// Adds up what ended processes of the database counted.
    package func fold() async throws {
        try await pool.execute("SELECT public.data_versions_fold()")
    }

    /// What all tenants share is at, where this request has asked already; nil where it must.
    func knownOfAll() -> DataVersion? {
        let version = known(Self.shared)
        if let version { VersionReading.current?.read(shared: version) }
        return version
    }

    private func current(_ id: Int64) async throws -> DataVersion {
        if let known = known(id) { return known }
        let answer = await withCheckedContinuation { continuation in
            wait(for: [id]) { continuation.resume(returning: $0) }
        }
        guard let version = try answer.get()[id] else {
            throw PostgresError.protocolViolation("data_versions: a tenant has no answer")
        }
        return version
    }

    private func wait(for ids: [Int64], _ done: @escaping @Sendable (Answer) -> Void) {
        let mustStart = state.withLock { state in
            state.next.tenants.formUnion(ids)
            state.next.waiting.append(done)
            defer { state.isAsking = true }
            return !state.isAsking
        }
        if mustStart { Task { await ask() } }
    }

    private func known(_ id: Int64) -> DataVersion? {
        guard let since = VersionReading.current?.since else { return nil }
        return state.withLock { state in
            guard let latest = state.latest, latest.since >= since,
                .now - since < Self.recency
            else { return nil }
            return latest.versions[id]
        }
    }

    /// Asks for as long as somebody waits. All of it runs on the thread of the connection: no other
    /// one need wake up between a question and those who wait for its answer.
    private func ask() async {
        var isDone = false
        while !isDone {
            do {
                isDone = try await pool.withConnection { connection in
                    for _ in 0..<Self.roundsMax {
                        guard let round = nextRound() else { return true }
                        guard answer(round, on: connection) else { return false }
                    }
                    return false
                }
            } catch {
                guard let round = nextRound() else { return }
                for done in round.waiting { done(.failure(error)) }
            }
        }
    }

    /// Whether the connection is still good for the next question.
    private func answer(_ round: Round, on connection: isolated PostgresConnection) -> Bool {
        let since = ContinuousClock.now
        let answer = Answer { try Self.read(round.tenants, on: connection) }
        if case .success(let versions) = answer {
            state.withLock { $0.latest = (versions, since) }
        }
        for done in round.waiting { done(answer) }
        guard case .success = answer else { return false }
        if round.waiting.count >= Self.crowd { usleep(Self.pauseMicroseconds) }
        return true
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

    private static func read(
        _ tenants: Set<Int64>, on connection: isolated PostgresConnection
    ) throws -> Versions {
        let rows = try connection.query(
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
