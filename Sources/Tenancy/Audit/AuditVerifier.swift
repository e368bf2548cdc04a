import Kernel
package import PostgresClient

/// Checks every record against its seal, and the seals against each other and against the end
/// that was kept outside the database.
package struct AuditVerifier: Sendable {
    private static let batchSize: Int64 = 5_000
    /// In bytes. A longer salt could take the first letters of a name, with the digest as it was.
    private static let saltLength: Int32 = 16

    private let pool: PostgresPool
    private let chain: AuditChain
    private let head: AuditHeadStore

    package init(pool: PostgresPool, chain: AuditChain, head: AuditHeadStore) {
        self.pool = pool
        self.chain = chain
        self.head = head
    }

    /// - Parameter progress: called with how many seals were checked.
    package func verify(
        progress: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> AuditFindings {
        // Before the records: the chain may grow meanwhile, and never gets shorter.
        let (kept, chain) = (try head.read(), chain)
        let patience: Query = "SELECT set_config('statement_timeout', '0', true)"
        return try await pool.transaction(
            TransactionOptions(
                isolation: .repeatableRead, isReadOnly: true, prologue: [patience])
        ) { connection in
            var check = Check(chain: chain, kept: kept)
            while true {
                let batch = try connection.query(Self.batch(after: check.number))
                for row in batch { try check.take(row) }
                progress(check.findings.sealed)
                if batch.count < Self.batchSize { break }
            }
            check.end()
            try Self.addStrays(to: &check.findings, on: connection)
            return check.findings
        }
    }

    private static func batch(after number: Int64) -> Query {
        """
        SELECT s.number, s.hash, s.event_id, \(fragment: AuditSealTimes.columns),
            \(fragment: AuditRow.columns),
            (e.actor_name IS NOT NULL AND coalesce(octet_length(e.actor_salt) <> \(saltLength)
                OR e.actor_digest <> sha256(e.actor_salt || convert_to(e.actor_name, 'UTF8')), true))
            OR (e.object_name IS NOT NULL AND coalesce(octet_length(e.object_salt) <> \(saltLength)
                OR e.object_digest <> sha256(e.object_salt || convert_to(e.object_name, 'UTF8')),
                true)),
            CASE WHEN e.object_id IS NULL
                    AND e.object_kind IN ('document', 'allocation', 'customer')
                THEN e.ids IS DISTINCT FROM public.audit_ids(e.before, e.after)
                ELSE e.ids IS NOT NULL END
        FROM public.audit_seals AS s LEFT JOIN public.audit_events AS e ON e.id = s.event_id
        WHERE s.number > \(number) ORDER BY s.number LIMIT \(batchSize)
        """
    }

    /// What no seal is about.
    private static func addStrays(
        to findings: inout AuditFindings, on connection: isolated PostgresConnection
    ) throws {
        let added: Query = """
            SELECT e.id FROM public.audit_events AS e
            LEFT JOIN public.audit_seals AS s ON s.event_id = e.id
            LEFT JOIN public.audit_waiting AS w ON w.event_id = e.id
            WHERE s.event_id IS NULL AND w.event_id IS NULL
            ORDER BY e.id LIMIT \(Int64(AuditFindings.problemsMax))
            """
        for row in try connection.query(added) {
            findings.add(AuditProblem(.added, event: try row.int64(0)))
        }
        let lost: Query = """
            SELECT w.event_id FROM public.audit_waiting AS w
            LEFT JOIN public.audit_events AS e ON e.id = w.event_id
            WHERE e.id IS NULL ORDER BY 1 LIMIT \(Int64(AuditFindings.problemsMax))
            """
        for row in try connection.query(lost) {
            findings.add(AuditProblem(.eventMissing, event: try row.int64(0)))
        }
        for row in try connection.query(Self.namesMissing) {
            findings.add(
                AuditProblem(.nameMissing, seal: try row.int64(0), event: try row.int64(1)))
        }
        let waiting: Query = """
            SELECT count(*), min(e.at), \(fragment: AuditSealer.isLate)
            FROM public.audit_waiting AS w
            JOIN public.audit_events AS e ON e.id = w.event_id
            """
        let row = try connection.query(waiting).single()
        findings.unsealed = try row.int64(0)
        findings.unsealedSince = try row.decode(1)
        findings.isSealingLate = try row.decode(2)
    }

    /// Names that were sealed and are gone, but for those of people whose erasure is on record and
    /// of the keys that it names.
    private static let namesMissing: Query = """
        WITH erased AS (
            SELECT 'user' AS kind, object_id AS id FROM public.audit_events
            WHERE action = 'person.erased' AND object_kind = 'user'
            UNION ALL
            SELECT 'key', key FROM public.audit_events,
                json_array_elements_text(before -> 'keys') AS key
            WHERE action = 'person.erased' AND json_typeof(before -> 'keys') = 'array'
        )
        SELECT s.number, e.id FROM public.audit_events AS e
        JOIN public.audit_seals AS s ON s.event_id = e.id
        WHERE (e.actor_name IS NULL AND e.actor_digest IS NOT NULL AND NOT EXISTS (
                SELECT FROM erased AS x WHERE x.id = e.actor_id::text
                    AND x.kind = CASE e.actor_kind WHEN 'person' THEN 'user' ELSE 'key' END))
            OR (e.object_name IS NULL AND e.object_digest IS NOT NULL AND NOT EXISTS (
                SELECT FROM erased AS x WHERE x.id = e.object_id AND x.kind = e.object_kind))
        ORDER BY s.number LIMIT \(Int64(AuditFindings.problemsMax))
        """

    private struct Check {
        let chain: AuditChain
        let kept: AuditHead?
        var findings = AuditFindings()
        var number: Int64 = 0
        private var previous = AuditChain.start
        private var isKeptEndFound = false

        init(chain: AuditChain, kept: AuditHead?) {
            self.chain = chain
            self.kept = kept
        }

        mutating func take(_ row: Row) throws {
            let found = try row.int64(0)
            let hash = try row.decode(1, as: [UInt8].self)
            let event = try row.int64(2)
            // Each missing one would be said; of a long gap, which one altered number makes as long
            // as it likes, the first few are enough.
            let missing = min(found - number - 1, Int64(AuditFindings.problemsMax) + 1)
            for step in 0..<missing {
                findings.add(AuditProblem(.sealMissing, seal: number + 1 + step))
            }
            if let kind = try problem(row, found, hash) {
                findings.add(AuditProblem(kind, seal: found, event: event))
            }
            if found == kept?.number, hash == kept?.hash { isKeptEndFound = true }
            (number, previous) = (found, hash)
            findings.sealed += 1
        }

        /// What is wrong with one event; what it was is told before what it is called.
        private func problem(
            _ row: Row, _ number: Int64, _ hash: [UInt8]
        ) throws -> AuditProblem.Kind? {
            let times = try AuditSealTimes(row, from: 3)
            let first = 3 + AuditSealTimes.columnCount
            guard try row.decode(first, as: Int64?.self) != nil else { return .eventMissing }
            let event = try AuditRow(row, from: first)
            guard chain.hash(after: previous, number: number, at: times, event) == hash else {
                return .altered
            }
            guard times.fit(event.at) else { return .misdated }
            let isRenamed = try row.decode(first + AuditRow.columnCount, as: Bool.self)
            let isMisfiled = try row.decode(first + AuditRow.columnCount + 1, as: Bool.self)
            return isRenamed ? .renamed : isMisfiled ? .misfiled : nil
        }

        mutating func end() {
            if let kept {
                if !isKeptEndFound { findings.add(AuditProblem(.cut, seal: kept.number)) }
            } else if number > 0 {
                findings.add(AuditProblem(.endUnknown))
            }
        }
    }
}
