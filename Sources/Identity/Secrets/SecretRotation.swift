package import PostgresClient
import Tenancy

/// Changes the key that values are encrypted with: a new one, every value encrypted anew, the old
/// one dropped. Interrupted anywhere it leaves everything readable, and the next run goes on.
package struct SecretRotation: Sendable {
    private static let batchRows = 100

    private let box: SecretBox
    private let owner: PostgresPool
    private let columns: [SecretColumn]

    /// - Parameter owner: connections as the owner of the shared tables.
    package init(
        box: SecretBox, owner: PostgresPool, columns: [SecretColumn] = SecretColumn.all
    ) {
        self.box = box
        self.owner = owner
        self.columns = columns
    }

    /// Which key protects what.
    package func status() async throws -> SecretStatus {
        let keys = try box.currentKeys().map(\.id)
        return SecretStatus(keys: keys, isSetting: file == nil, usages: try await usages())
    }

    /// - Parameter progress: called after every batch with the values encrypted anew so far.
    /// - Throws: `SecretError.notRotated` once all others are done; `SecretFileError`,
    ///   `PostgresError`.
    package func run(progress: @Sendable (Int) -> Void = { _ in }) async throws
        -> SecretRotationOutcome
    {
        guard let file else {
            let keyring = try box.source.keyringMakingIt()
            let outcome = try await run(keyring, isResumed: false, progress)
            try await refuseRest(current: outcome.current)
            return outcome
        }
        return try await file.alone {
            let found = try box.source.keyringMakingIt()
            let isResumed = found.keys.count > 1
            let keyring = isResumed ? found : found.renewed()
            if !isResumed { try file.replace(with: keyring.bytes) }
            let outcome = try await run(keyring, isResumed: isResumed, progress)
            let gone = Set(outcome.dropped)
            let used = Set(keyring.keys.map(\.id)).subtracting(gone)
            try file.replace(with: keyring.keeping(used).bytes)
            try await refuseRest(current: outcome.current)
            return outcome
        }
    }

    private var file: SecretFile? { if case .file(let file) = box.source { file } else { nil } }

    private func run(
        _ keyring: SecretKeyring, isResumed: Bool, _ progress: @Sendable (Int) -> Void
    ) async throws -> SecretRotationOutcome {
        try await owner.transaction { try SecretBox.waitForSealers(on: $0) }
        var count = 0
        for column in columns {
            var last = Int64.min
            while let batch = try await renew(column, after: last, to: keyring.current) {
                try Task.checkCancellation()
                last = batch.last
                count += batch.count
                progress(count)
            }
        }
        let used = Set(try await usages().map(\.key))
        let dropped = keyring.keys.dropFirst().map(\.id).filter { !used.contains($0.description) }
        let event = AuditEvent(
            .secretsRotated,
            after: [
                "key": .text("\(keyring.current.id)"), "values": .number(Int64(count)),
                "dropped": .list(dropped.map { .text("\($0)") }),
            ])
        try await owner.execute(event.record(.commandLine, of: nil))
        return SecretRotationOutcome(
            current: keyring.current.id, isResumed: isResumed, count: count, dropped: dropped)
    }

    /// Encrypts some values anew, in a transaction of their own: where it got to, and how many it
    /// could read; nil when there are none left.
    private func renew(
        _ column: SecretColumn, after last: Int64, to key: SecretKey
    ) async throws -> (last: Int64, count: Int)? {
        try await owner.transaction { connection in
            let old: Query = """
                SELECT \(identifier: column.rowKey), \(identifier: column.column)
                FROM public.\(identifier: column.table)
                WHERE \(identifier: column.column) IS NOT NULL
                    AND substring(\(identifier: column.column) FROM 2 FOR 4)
                        <> \(PostgresValue.bytes(key.id.bytes))
                    AND \(identifier: column.rowKey) > \(last)
                ORDER BY \(identifier: column.rowKey) LIMIT \(Self.batchRows) FOR UPDATE
                """
            let rows = try connection.query(old)
            guard !rows.isEmpty else { return nil }
            var (reached, count) = (last, 0)
            for row in rows {
                reached = try row.int64(0)
                let sealed = try row.decode(1, as: [UInt8].self)
                // What cannot be read stays as it is: its key may yet be found.
                guard let plain = try? box.open(sealed, of: column, row: reached) else { continue }
                let anew = try SecretBox.seal(plain, for: column, row: reached, with: key)
                let update: Query = """
                    UPDATE public.\(identifier: column.table)
                    SET \(identifier: column.column) = \(PostgresValue.bytes(anew))
                    WHERE \(identifier: column.rowKey) = \(reached)
                    """
                try connection.execute(update)
                count += 1
            }
            return (reached, count)
        }
    }

    /// - Throws: `SecretError.notRotated` where a value is not encrypted with the current key.
    private func refuseRest(current: SecretKeyID) async throws {
        let rest = try await usages().filter { $0.key != current.description }
        guard let first = rest.first else { return }
        let column = first.column
        let example: Query = """
            SELECT min(\(identifier: column.rowKey)) FROM public.\(identifier: column.table)
            WHERE substring(\(identifier: column.column) FROM 2 FOR 4)
                <> \(PostgresValue.bytes(current.bytes))
            """
        throw SecretError.notRotated(
            count: rest.reduce(0) { $0 + $1.count }, column: column,
            row: try await owner.query(example).single().decode(0))
    }

    private func usages() async throws -> [SecretUsage] {
        var usages: [SecretUsage] = []
        for column in columns {
            let rows = try await owner.query(
                """
                SELECT encode(substring(\(identifier: column.column) FROM 2 FOR 4), 'hex'),
                    count(*)
                FROM public.\(identifier: column.table)
                WHERE \(identifier: column.column) IS NOT NULL GROUP BY 1 ORDER BY 1
                """)
            usages += try rows.map { row in
                SecretUsage(
                    column: column, key: try row.string(0), count: Int(try row.int64(1)))
            }
        }
        return usages
    }
}
