import Kernel
import PostgresClient
import Tenancy

/// Documents that several have brought, in one transaction.
extension PostingService {
    /// Posts documents that stand alone, records each as its own sender's, and reads them; all of
    /// one tenant. The answers are in the same order.
    ///
    /// - Throws: `PostingError` for the first that is found to be wrong, `TenancyError`.
    func bookTogether(
        _ documents: [(scope: Scope, document: NewDocument)], with register: DocumentRegister,
        on connection: isolated TenantConnection
    ) throws -> [DocumentDetails] {
        guard let scope = documents.first?.scope else { return [] }
        for document in documents {
            try document.scope.require(.postReceivables)
            precondition(document.document.standsAlone, "nothing is written beside it")
        }
        return try Self.refusing {
            let drafts = try Self.drafts(documents.map(\.document), in: scope, connection)
            let events = zip(documents, drafts).map {
                (scope: $0.scope, event: PostingAudit.posted([$1]))
            }
            let post = AuditEvent.record(
                events, with: PostingStorage.post(drafts), outcome: PostingAudit.onlyID)
            let ids: [DocumentID] = try connection.query(post).map { ID(try $0.int64(0)) }
            let hasInstalments = drafts.contains { !$0.instalments.isEmpty }
            return try register.withoutLines(
                documents.map(\.scope), ids, hasInstalments: hasInstalments, on: connection)
        }
    }
}
