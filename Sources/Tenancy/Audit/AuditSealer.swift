import Kernel
package import PostgresClient

/// Puts committed events into the chain, one process at a time. No writer waits for it: events
/// get their numbers here, in the order in which they are found.
package struct AuditSealer: Sendable {
    package static let batchSize = 1_000
    /// Whether the oldest of events `e` that wait has waited for longer than sealing takes.
    package static let isLate: Query =
        "coalesce(min(e.at) < clock_timestamp() - interval '1 minute', false)"

    private let owner: PostgresPool
    private let chain: AuditChain
    private let head: AuditHeadStore
    private let looks = AuditLooks()

    /// - Parameter owner: connections as the owner of the shared tables, who alone writes seals.
    package init(owner: PostgresPool, chain: AuditChain, head: AuditHeadStore) {
        self.owner = owner
        self.chain = chain
        self.head = head
    }

    /// Seals what waits; returns how many events that were.
    ///
    /// - Throws: `AuditError`, where sealing on would hide that something was cut off or altered.
    @discardableResult
    package func seal() async throws -> Int {
        var sealed = 0
        while true {
            try Task.checkCancellation()
            let count = try await sealBatch()
            sealed += count
            if count < Self.batchSize { return sealed }
        }
    }

    /// Seals one batch. A process that ends in the middle leaves all of it or nothing.
    package func sealBatch(size: Int = Self.batchSize) async throws -> Int {
        let (chain, head, looks) = (chain, head, looks)
        let (count, end, look) = try await owner.transaction { connection in
            // A lock of the transaction, so that it works behind a pooler too; the time is one
            // before the events are looked for.
            let lock: Query = """
                SELECT clock_timestamp() FROM public.audit_sealer FOR UPDATE SKIP LOCKED
                """
            guard let locked = try connection.query(lock).first else {
                return (0, AuditHead?.none, Instant?.none)
            }
            let now = try locked.decode(0, as: Instant.self)
            let last = try Self.last(on: connection, chain: chain, kept: head.read())
            let waiting: Query = """
                SELECT \(fragment: AuditRow.columns) FROM public.audit_waiting AS w
                JOIN public.audit_events AS e ON e.id = w.event_id
                WHERE NOT EXISTS (SELECT FROM public.audit_seals AS s WHERE s.event_id = e.id)
                ORDER BY e.id LIMIT \(Int64(size))
                """
            let rows = try connection.query(waiting).map { try AuditRow($0) }
            let look = rows.count < size ? now : nil
            guard !rows.isEmpty else { return (0, last?.end, look) }
            let times = AuditSealTimes(
                sealedAt: now, isCaughtUp: look != nil,
                notBefore: [last?.times.laterNotBefore, looks.last].compactMap(\.self).max())
            let end = try Self.seal(rows, after: last?.end, at: times, chain, on: connection)
            return (rows.count, end, look)
        }
        if let look { looks.note(look) }
        if let end { try keep(end) }
        return count
    }

    private func keep(_ end: AuditHead) throws {
        let kept = try head.read()
        if kept != end { try head.write(end) }
    }

    /// The end of the chain, which must be the one that was kept or a later one, and ours.
    private static func last(
        on connection: isolated PostgresConnection, chain: AuditChain, kept: AuditHead?
    ) throws -> (end: AuditHead, times: AuditSealTimes)? {
        let newest: Query = """
            SELECT s.number, s.hash, p.hash, \(fragment: AuditSealTimes.columns),
                \(fragment: AuditRow.columns)
            FROM public.audit_seals AS s
            LEFT JOIN public.audit_seals AS p ON p.number = s.number - 1
            LEFT JOIN public.audit_events AS e ON e.id = s.event_id
            ORDER BY s.number DESC LIMIT 1
            """
        let row = try connection.query(newest).first
        let number = try row?.int64(0) ?? 0
        if let kept {
            let there: Query = "SELECT hash FROM public.audit_seals WHERE number = \(kept.number)"
            let hash = try connection.query(there).first?.decode(0, as: [UInt8].self)
            guard hash == kept.hash else {
                throw AuditError.chainCut(kept: kept.number, found: number)
            }
        }
        guard let row else { return nil }
        let hash = try row.decode(1, as: [UInt8].self)
        let previous = try row.decode(2, as: [UInt8]?.self) ?? AuditChain.start
        let times = try AuditSealTimes(row, from: 3)
        let first = 3 + AuditSealTimes.columnCount
        guard try row.decode(first, as: Int64?.self) != nil,
            try chain.hash(after: previous, number: number, at: times, AuditRow(row, from: first))
                == hash
        else { throw AuditError.chainBroken(number: number) }
        return (AuditHead(number: number, hash: hash), times)
    }

    private static func seal(
        _ rows: [AuditRow], after last: AuditHead?, at times: AuditSealTimes,
        _ chain: AuditChain, on connection: isolated PostgresConnection
    ) throws -> AuditHead {
        var end = last ?? AuditHead(number: 0, hash: AuditChain.start)
        var hashes: [String] = []
        var numbers: [Int64] = []
        for row in rows {
            let number = end.number + 1
            end = AuditHead(
                number: number,
                hash: chain.hash(after: end.hash, number: number, at: times, row))
            numbers.append(number)
            hashes.append(String(end.text.dropLast().split(separator: " ")[1]))
        }
        let ids = rows.map(\.id)
        let insert: Query = """
            INSERT INTO public.audit_seals
                (number, event_id, hash, sealed_at, caught_up, not_before)
            SELECT number, event_id, decode(hash, 'hex'), \(times.sealedAt),
                \(times.isCaughtUp), \(times.notBefore)
            FROM unnest(\(numbers), \(ids), \(hashes)) AS s (number, event_id, hash)
            """
        try connection.execute(insert)
        let done: Query = "DELETE FROM public.audit_waiting WHERE event_id = ANY (\(ids))"
        try connection.execute(done)
        return end
    }
}
