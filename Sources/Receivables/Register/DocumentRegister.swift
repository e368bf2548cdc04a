import Kernel
import PostgresClient
package import Tenancy

/// The documents as lists that programs page through, and one by one.
package struct DocumentRegister: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page, and the place behind it where there is more.
    ///
    /// - Throws: `RegisterError`.
    package func list(
        _ scope: Scope, _ question: RegisterQuestion
    ) async throws -> (entries: [DocumentEntry], next: DocumentCursor?) {
        try scope.require(.readReceivables)
        try question.validate()
        let rows = try await database.read(scope, DocumentRegisterStorage.list(question))
        let entries = try rows.prefix(question.limit).map(Self.entry)
        let last = rows.count > question.limit ? entries.last : nil
        return (entries, last.map { Self.cursor(question, behind: $0) })
    }

    /// - Throws: `PostingError.unknownDocument`, also for a document of another kind.
    package func document(
        _ scope: Scope, _ id: DocumentID, _ kind: DocumentKind
    ) async throws -> DocumentDetails {
        try scope.require(.readReceivables)
        let results = try await database.readTogether(
            scope, isCurrent: true, Self.questions(id, kind))
        return try Self.details(results)
    }

    /// The same within a transaction that has just written it.
    package func document(
        _ scope: Scope, _ id: DocumentID, _ kind: DocumentKind,
        on connection: isolated TenantConnection
    ) throws -> DocumentDetails {
        try scope.require(.readReceivables)
        return try Self.details(try connection.pipeline(Self.questions(id, kind)))
    }

    /// Documents without lines that the transaction has just written, one for each scope, in the
    /// same order.
    func withoutLines(
        _ scopes: [Scope], _ ids: [DocumentID], hasInstalments: Bool,
        on connection: isolated TenantConnection
    ) throws -> [DocumentDetails] {
        for scope in scopes { try scope.require(.readReceivables) }
        var questions = [DocumentRegisterStorage.entries(ids)]
        if hasInstalments { questions.append(DocumentRegisterStorage.instalments(of: ids)) }
        let results = try connection.pipeline(questions)
        let parts = try hasInstalments ? Dictionary(grouping: results[1]) { try $0.int64(4) } : [:]
        let heads = try Dictionary(results[0].map { (try $0.int64(0), $0) }) { first, _ in first }
        return try ids.map { id in
            guard let head = heads[id.rawValue] else { throw PostingError.unknownDocument }
            return try Self.details(head, instalments: parts[id.rawValue] ?? [], lines: [])
        }
    }

    private static func questions(_ id: DocumentID, _ kind: DocumentKind) -> [Query] {
        [
            DocumentRegisterStorage.one("\(id)", kind),
            DocumentRegisterStorage.instalments("\(id)"), DocumentRegisterStorage.lines(id),
        ]
    }

    /// What is read of a document just posted that has no lines; `details` takes the answers.
    static func questions(posted draft: DocumentDraft) -> [Query] {
        let id = DocumentRegisterStorage.posted
        let one = DocumentRegisterStorage.one(id, draft.kind)
        return draft.instalments.isEmpty ? [one] : [one, DocumentRegisterStorage.instalments(id)]
    }

    /// - Parameter results: of the document, its instalments and its lines; without those that it
    ///   does not have.
    static func details(_ results: [Rows]) throws -> DocumentDetails {
        guard let head = results.first?.first else { throw PostingError.unknownDocument }
        return try details(
            head, instalments: results.count > 1 ? Array(results[1]) : [],
            lines: results.count > 2 ? Array(results[2]) : [])
    }

    private static func details(
        _ head: Row, instalments: [Row], lines: [Row]
    ) throws -> DocumentDetails {
        let entry = try entry(head)
        let currency = entry.amount.currency
        return DocumentDetails(
            entry: entry,
            instalments: try instalments.map { row in
                DocumentDetails.Instalment(
                    number: try row.int64(0), dueDate: try row.date(1),
                    amount: Money(minorUnits: try row.int64(2), currency: currency),
                    open: Money(minorUnits: try row.int64(3), currency: currency))
            },
            lines: try lines.map { row in
                DocumentDetails.Line(
                    description: try row.string(0), quantity: try row.decode(1),
                    unitPrice: try row.decode(2),
                    amount: Money(minorUnits: try row.int64(3), currency: currency))
            })
    }

    private static func entry(_ row: Row) throws -> DocumentEntry {
        guard let kind = DocumentKind(rawValue: try row.decode(1)),
            let status = DocumentRecord.Status(rawValue: try row.decode(13))
        else { throw PostingError.unknownDocument }
        let currency = try currency(row.string(8))
        let refunded = try row.decode(18, as: Int64?.self).map { credit in
            DocumentEntry.Refunded(
                credit: ID(credit),
                amount: Money(minorUnits: try row.int64(19), currency: currency))
        }
        let sign: Int64 = kind == .creditNote || kind == .receipt ? -1 : 1
        return DocumentEntry(
            id: ID(try row.int64(0)), kind: kind, number: try row.string(2),
            customer: ID(try row.int64(3)), customerName: try row.string(4),
            date: try row.date(5), dueDate: try row.date(6), nextDueDate: try row.decode(7),
            amount: Money(minorUnits: sign * (try row.int64(9)), currency: currency),
            open: Money(minorUnits: sign * (try row.int64(10)), currency: currency),
            baseAmount: Money(
                minorUnits: sign * (try row.int64(11)), currency: try Self.currency(row.string(12))),
            status: status, isDisputed: try row.decode(14), reference: try row.decode(15),
            importID: try row.decode(16), recordedAt: try row.decode(17),
            refunded: refunded)
    }

    private static func currency(_ code: String) throws -> Currency {
        guard let currency = Currency.find(code) else { throw AgingError.unknownCurrency(code) }
        return currency
    }

    private static func cursor(
        _ question: RegisterQuestion, behind entry: DocumentEntry
    ) -> DocumentCursor {
        let sort = question.effectiveSort
        let key: Int64 =
            switch sort {
            case .id: entry.id.rawValue
            case .date: Int64(entry.date.daysSince2000)
            case .dueDate:
                Int64(
                    (question.readsOpenItems ? entry.nextDueDate ?? entry.dueDate : entry.dueDate)
                        .daysSince2000)
            case .amount: entry.amount.minorUnits
            }
        return DocumentCursor(
            sort: sort, order: question.order, key: key, id: entry.id, list: question.list)
    }
}
