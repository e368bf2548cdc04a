import Kernel
import PostgresClient
package import Tenancy

/// Takes whole imports back. Nothing is deleted: each movement gets its opposite on its own day,
/// recorded now, so that what was known before reads as before.
package struct ImportUndoService: Sendable {
    /// Documents, or applications, that are taken back with one statement.
    private static let batch: Int64 = 5_000

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// What undoing would take back. Blockers say why it cannot be done.
    package func plan(_ scope: Scope, _ id: Int64) async throws -> ImportUndoPlan {
        try scope.require(.importData)
        let results = try await database.readTogether(
            scope, isCurrent: true, [ImportUndoStorage.plan(id), ImportUndoStorage.blockers(id)])
        return try Self.plan(results[0], results[1], scope)
    }

    /// Undoes an import as one transaction; returns what it took back.
    ///
    /// - Parameter progress: called with the documents taken back so far, and all of them.
    /// - Throws: `ImportUndoError`, `TenancyError`, `PostgresError`; nothing is changed then.
    @discardableResult
    package func undo(
        _ scope: Scope, _ id: Int64,
        progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws -> ImportUndoPlan {
        try scope.require(.importData)
        return try await database.transaction(scope) { connection in
            for query in ImportUndoStorage.settings { try connection.execute(query) }
            let count = try connection.query(ImportUndoStorage.begin(id)).single().int64(0)
            let plan = try Self.plan(
                connection.query(ImportUndoStorage.plan(id)),
                connection.query(ImportUndoStorage.blockers(id)), scope)
            guard plan.isPossible else { throw ImportUndoError(plan) }
            try Self.run(on: connection) { ImportUndoStorage.allocations(id, from: $0, $1) }
            try Self.run(on: connection) { first, size in
                progress(first - 1, count)
                return ImportUndoStorage.documents(id, from: first, size)
            }
            progress(count, count)
            try scope.holdActor(for: .importData, on: connection)
            try connection.execute(ImportUndoStorage.finish(id, by: "\(scope.actor)"))
            let event = AuditEvent(
                .importUndone, AuditObject(.import, id),
                before: [
                    "documents": .number(plan.documents), "corrected": .number(plan.corrected),
                    "allocations": .number(plan.allocations), "amount": .text("\(plan.amount)"),
                ])
            try connection.execute(event.record(scope))
            return plan
        }
    }

    /// Runs a statement portion by portion until it says that there are no more.
    private static func run(
        on connection: isolated PostgresConnection, _ query: (Int64, Int64) -> Query
    ) throws {
        var first: Int64 = 1
        while try connection.query(query(first, batch)).single().decode(0, as: Bool.self) {
            first += batch
        }
    }

    private static func plan(
        _ counts: Rows, _ blockers: Rows, _ scope: Scope
    ) throws -> ImportUndoPlan {
        let row = try counts.single()
        return ImportUndoPlan(
            documents: try row.int64(0),
            amount: Money(minorUnits: try row.int64(1), currency: scope.tenant.currency),
            corrected: try row.int64(2), allocations: try row.int64(3),
            blockers: try blockers.map(blocker),
            blocked: try blockers.first.map { row in try row.int64(7) } ?? 0)
    }

    private static func blocker(_ row: Row) throws -> ImportUndoBlocker {
        let code = try row.string(0)
        guard let reason = ImportUndoBlocker.Reason(rawValue: code) else {
            throw PostgresError.protocolViolation("ar_undo_blockers: unknown reason \(code)")
        }
        var document: ImportUndoBlocker.Document?
        if let id = try row.decode(1, as: Int64?.self),
            let kind = DocumentKind(rawValue: try row.decode(2, as: Int16.self))
        {
            document = ImportUndoBlocker.Document(
                id: DocumentID(id), kind: kind, number: try row.string(3),
                customer: try row.string(4))
        }
        return ImportUndoBlocker(
            reason: reason, document: document, importID: try row.decode(5, as: Int64?.self),
            fileName: try row.decode(6, as: String?.self))
    }
}
