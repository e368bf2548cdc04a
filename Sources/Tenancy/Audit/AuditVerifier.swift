import Kernel
package import PostgresClient

/// Checks every record against its seal, and the seals against each other and against the end
/// that was kept outside the database.
package struct AuditVerifier: Sendable {
    package static let batchSize: Int64 = 5_000

    private let pool: PostgresPool
    private let chain: AuditChain
    private let head: AuditHeadStore

    package init(pool: PostgresPool, chain: AuditChain, head: AuditHeadStore) {
        self.pool = pool
        self.chain = chain
        self.head = head
    }

    /// - Parameters:
    ///   - batchSize: how many seals are read at a time.
    ///   - progress: called with how many seals were checked.
    /// - Throws: `PostgresError.cancelled`, after the batch during which its task is cancelled.
    package func verify(
        batchSize: Int64 = Self.batchSize, progress: @Sendable (Int64) -> Void = { _ in }
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
                let batch = try connection.query(Self.batch(batchSize, after: check.number))
                for row in batch { try check.take(row) }
                progress(check.findings.sealed)
                if batch.count < batchSize { break }
            }
            check.end()
            try AuditStrays.add(to: &check.findings, check.erased, on: connection)
            return check.findings
        }
    }

    /// With all of one number, also where whoever has the server took away that it is unique.
    private static func batch(_ size: Int64, after number: Int64) -> Query {
        """
        SELECT s.number, s.hash, s.event_id, \(fragment: AuditSealTimes.columns),
            \(fragment: AuditRow.columns),
            \(fragment: renamed), \(fragment: AuditErasures.columns)
        FROM public.audit_seals AS s LEFT JOIN public.audit_events AS e ON e.id = s.event_id
        WHERE s.number > \(number) ORDER BY s.number
        FETCH FIRST \(size) ROWS WITH TIES
        """
    }

    /// Whether a name is not the one whose digest is sealed. Every salt has the length that
    /// `audit_append` gives it: the digest alone would not tell where it ends and the name begins.
    private static let renamed: Query = """
        CASE WHEN e.actor_name IS NULL THEN e.actor_salt IS NOT NULL
            ELSE coalesce(length(e.actor_salt) <> 16 OR e.actor_digest <>
                sha256(e.actor_salt || convert_to(e.actor_name, 'UTF8')), true) END
        OR CASE WHEN e.object_name IS NULL THEN e.object_salt IS NOT NULL
            ELSE coalesce(length(e.object_salt) <> 16 OR e.object_digest <>
                sha256(e.object_salt || convert_to(e.object_name, 'UTF8')), true) END
        """

    private struct Check {
        let chain: AuditChain
        let kept: AuditHead?
        var findings = AuditFindings()
        var erased = AuditErasures()
        var number: Int64 = 0
        private var previous = AuditChain.start
        private var isKeptEndFound = false

        init(chain: AuditChain, kept: AuditHead?) {
            self.chain = chain
            self.kept = kept
        }

        mutating func take(_ row: Row) throws {
            let found = try row.int64(0)
            // What cannot be read was not written by us: that is found out, and stops nothing.
            let hash = (try? row.decode(1, as: [UInt8].self)) ?? []
            let event = try? row.int64(2)
            // A gap is told as one: whoever alters a number makes it as long as they like.
            if found - 1 > number {
                findings.add(AuditProblem(.sealMissing, seal: number + 1, through: found - 1))
            }
            let kind: AuditProblem.Kind?
            do { kind = try problem(row, found, hash) } catch { kind = .altered }
            if let kind {
                findings.add(AuditProblem(kind, seal: found, event: event))
            }
            if found == kept?.number, hash == kept?.hash { isKeptEndFound = true }
            (number, previous) = (found, hash)
            findings.sealed += 1
        }

        /// What is wrong with one event; what it was is told before what it is called.
        private mutating func problem(
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
            let facts = first + AuditRow.columnCount
            try erased.add(row, from: facts + 1)
            let isRenamed = try row.decode(facts, as: Bool.self)
            return isRenamed ? .renamed : nil
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
