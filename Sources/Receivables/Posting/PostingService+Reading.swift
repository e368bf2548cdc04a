package import Kernel
import PostgresClient
package import Tenancy

/// One document, and what it is like then.
extension PostingService {
    /// Posts a document as `book` does and reads it. What stands by itself, as most invoices do, is
    /// posted and read in one round trip.
    ///
    /// - Throws: `PostingError`, `TenancyError`.
    package func bookAndRead(
        _ scope: Scope, _ document: NewDocument, today: LocalDate,
        with register: DocumentRegister, on connection: isolated TenantConnection
    ) throws -> DocumentDetails {
        guard document.standsAlone else {
            let ids = try book(scope, [document], today: today, on: connection)
            return try register.document(scope, ids[0], document.draft.kind, on: connection)
        }
        try scope.require(.postReceivables)
        try scope.require(.readReceivables)
        return try Self.refusing {
            let drafts = try Self.drafts([document], in: scope, connection)
            let questions = DocumentRegister.questions(posted: drafts[0])
            let results = try connection.pipeline([Self.post(scope, drafts)] + questions)
            return try DocumentRegister.details(Array(results.dropFirst()))
        }
    }
}
