import Kernel
package import PostgresClient

/// Checks every record against its seal, and the seals against each other and against the end
/// that was kept outside the database.
package struct AuditVerifier: Sendable {
    private static let batchSize: Int64 = 5_000

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
        SELECT s.number, s.hash, s.event_id, \(fragment: AuditRow.columns)
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
        let waiting: Query = """
            SELECT count(*), min(e.at) FROM public.audit_waiting AS w
            JOIN public.audit_events AS e ON e.id = w.event_id
            """
        let row = try connection.query(waiting).single()
        findings.unsealed = try row.int64(0)
        findings.unsealedSince = try row.decode(1)
    }

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
            // Each missing one would be said; of a long gap the first few are enough.
            for missing in (number + 1)..<max(found, number + 1)
            where missing - number <= Int64(AuditFindings.problemsMax) {
                findings.add(AuditProblem(.sealMissing, seal: missing))
            }
            if try row.decode(3, as: Int64?.self) == nil {
                findings.add(AuditProblem(.eventMissing, seal: found, event: event))
            } else if try chain.hash(after: previous, number: found, AuditRow(row, from: 3)) != hash
            {
                findings.add(AuditProblem(.altered, seal: found, event: event))
            }
            if found == kept?.number, hash == kept?.hash { isKeptEndFound = true }
            (number, previous) = (found, hash)
            findings.sealed += 1
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
