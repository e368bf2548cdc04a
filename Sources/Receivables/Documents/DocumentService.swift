package import Kernel
import PostgresClient
package import Tenancy

/// One document with all that moved it.
package struct DocumentService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// - Parameter page: of the movements, from 1.
    /// - Throws: `AccountError.unknownDocument`, `AgingError.pastTheEnd`.
    package func document(
        _ scope: Scope, _ id: DocumentID, asOf day: LocalDate,
        order: DocumentMovement.Order = .effective, page: Int = 1
    ) async throws -> DocumentRecord {
        try scope.require(.readReceivables)
        guard page >= 1, page <= 1_000_000 else { throw AgingError.pastTheEnd }
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                DocumentStorage.head(id), DocumentStorage.open(id, day),
                DocumentStorage.instalments(id),
                DocumentStorage.movements(id, order, page: page), DocumentStorage.journal(id),
            ])
        guard let head = results[0].first else { throw AccountError.unknownDocument }
        guard page == 1 || !results[3].isEmpty else { throw AgingError.pastTheEnd }
        return try DocumentReader(id: id, asOf: day, head: head).record(
            open: results[1], instalments: results[2], movements: results[3],
            journal: results[4])
    }
}
