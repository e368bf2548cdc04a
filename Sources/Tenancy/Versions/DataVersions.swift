package import Kernel
package import PostgresClient
import Synchronization

/// Asks the database what tenants' data is at now.
///
/// Whoever asks gets an answer that was read after they asked, so that every transaction that had
/// ended by then is in it, whoever wrote it. All who ask while a question is on its way share the
/// next one: the database is asked one question at a time, however many requests there are.
package final class DataVersions: Sendable {
    private typealias Answer = Result<[Int64: DataVersion], any Error>

    private struct Round {
        var tenants: Set<Int64> = []
        var waiting: [CheckedContinuation<Answer, Never>] = []
    }

    private struct State {
        var next = Round()
        var isAsking = false
    }

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
        let id = tenant.rawValue
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

    private func ask() async {
        while true {
            let round = state.withLock { state -> Round? in
                guard !state.next.waiting.isEmpty else {
                    state.isAsking = false
                    return nil
                }
                defer { state.next = Round() }
                return state.next
            }
            guard let round else { return }
            let answer: Answer
            do {
                answer = .success(try await Self.read(round.tenants, on: pool))
            } catch {
                answer = .failure(error)
            }
            for waiter in round.waiting { waiter.resume(returning: answer) }
        }
    }

    private static func read(
        _ tenants: Set<Int64>, on pool: PostgresPool
    ) async throws -> [Int64: DataVersion] {
        let rows = try await pool.query(
            """
            SELECT asked.id, coalesce(sum(v.changes), 0)::bigint,
                (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint
            FROM unnest(\(Array(tenants))) AS asked (id)
            LEFT JOIN public.data_versions AS v ON v.tenant_id = asked.id
            GROUP BY asked.id
            """)
        var versions: [Int64: DataVersion] = [:]
        for row in rows {
            versions[try row.int64(0)] = DataVersion(
                epoch: try row.int64(2), changes: try row.int64(1))
        }
        return versions
    }
}
