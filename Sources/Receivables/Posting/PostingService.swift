package import Kernel
import PostgresClient
package import Tenancy

/// Puts documents and movements into the books: each call is one transaction that writes the
/// open-item ledger and the journal, or nothing.
package struct PostingService: Sendable {
    /// The most documents or movements of one call.
    package static let batchMax = 10_000

    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// Posts documents and returns their ids in the same order.
    ///
    /// - Throws: `PostingError`, `TenancyError`, `PostgresError`.
    package func post(_ scope: Scope, _ drafts: [DocumentDraft]) async throws -> [DocumentID] {
        try scope.require(.postReceivables)
        guard !drafts.isEmpty else { return [] }
        for draft in drafts { try draft.validate(in: scope.tenant.currency) }
        let post = Self.post(scope, drafts)
        let hasDetails = drafts.contains { !$0.lines.isEmpty || $0.isDisputed }
        return try await refusing {
            guard hasDetails else {
                return try Self.ids(try await database.write(scope, [post])[0])
            }
            return try await database.transaction(scope) { connection in
                let ids: [DocumentID] = try Self.ids(connection.query(post))
                for query in PostingStorage.details(drafts, ids: ids) {
                    _ = try connection.execute(query)
                }
                return ids
            }
        }
    }

    /// Sets credits against documents; returns one id per piece (an allocation over two
    /// instalments is two).
    package func allocate(
        _ scope: Scope, _ requests: [AllocationRequest]
    ) async throws -> [AllocationID] {
        try scope.require(.postReceivables)
        guard !requests.isEmpty else { return [] }
        return try await refusing {
            let allocate = PostingAudit.allocated(requests).record(
                scope, with: PostingStorage.allocate(requests), id: PostingAudit.onlyOfIDs,
                outcome: PostingAudit.ids)
            return try Self.ids(try await database.write(scope, [allocate])[0])
        }
    }

    /// Takes allocations back, each on the day it was effective; returns how many were in force.
    package func reverse(_ scope: Scope, _ allocations: [AllocationID]) async throws -> Int {
        return try await count(
            scope, PostingStorage.reverse(allocations), PostingAudit.reversed(allocations))
    }

    /// Voids documents; returns how many were not void before.
    package func void(_ scope: Scope, _ documents: [DocumentID]) async throws -> Int {
        let id = documents.count == 1 ? documents.first : nil
        let event = AuditEvent(
            .documentVoided, AuditObject(.document, id),
            before: ["ids": PostingAudit.list(documents)])
        return try await count(scope, PostingStorage.void(documents), event)
    }

    /// Writes off what nobody will pay of documents.
    ///
    /// - Throws: `PostingError.inFuture` for a day after today, whatever the documents' days are;
    ///   `.settlesNothing`, `.moreThanOpen`.
    package func writeOff(
        _ scope: Scope, _ requests: [WriteOffRequest], today: LocalDate
    ) async throws {
        try scope.require(.postReceivables)
        guard !requests.isEmpty else { return }
        for request in requests { try SettlingDay.check(request.date, today: today, of: []) }
        guard requests.allSatisfy({ $0.minorUnits > 0 }) else {
            throw PostingError.settlesNothing
        }
        try await refusing {
            _ = try await database.write(
                scope,
                [
                    PostingStorage.writeOff(requests),
                    PostingAudit.writtenOff(requests).record(scope),
                ])
        }
    }

    /// Pays credit back: posts the refund and sets the credit against it, as far as it goes. What
    /// is refunded beyond the credit stays open as a positive item.
    package func refund(
        _ scope: Scope, _ draft: DocumentDraft, of credit: DocumentID
    ) async throws -> DocumentID {
        try await database.transaction(scope) { connection in
            try refund(scope, draft, of: credit, on: connection)
        }
    }

    /// Values foreign items at a day's rates; returns how many changed.
    package func revalue(_ scope: Scope, on day: LocalDate) async throws -> Int {
        let event = AuditEvent(
            .currencyRevalued, AuditObject(.currency), after: ["day": .text("\(day)")])
        return try await count(scope, PostingStorage.revalue(on: day), event)
    }

    private func count(
        _ scope: Scope, _ query: Query, _ event: AuditEvent
    ) async throws -> Int {
        try scope.require(.postReceivables)
        let recorded = event.record(
            scope, with: query, outcome: "jsonb_build_object('count', result.count)")
        return try await refusing {
            let row = try await database.write(scope, [recorded])[0].single()
            return try Int(row.decode(0, as: Int64?.self) ?? 0)
        }
    }

    private static func ids<Tag>(_ rows: Rows) throws -> [ID<Tag>] {
        try rows.single().decode(0, as: [Int64].self).map { ID($0) }
    }

    /// Turns the database's refusals into sentences about documents.
    private func refusing<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as PostgresError {
            throw PostingError(error) ?? error
        }
    }
}
