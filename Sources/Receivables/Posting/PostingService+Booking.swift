package import Kernel
import PostgresClient
package import Tenancy

/// The same within a transaction that does more: what is thrown leaves it to be rolled back.
extension PostingService {
    /// Posts documents and sets their applications off; returns the ids in the same order. An
    /// invoice that does not say when it is due takes its customer's terms. Documents may bear a
    /// day that is still to come, as a cheque for next week does, and are set off on that day.
    ///
    /// - Throws: `PostingError`, `TenancyError`.
    package func book(
        _ scope: Scope, _ documents: [NewDocument], today: LocalDate,
        on connection: isolated TenantConnection
    ) throws -> [DocumentID] {
        try scope.require(.postReceivables)
        guard !documents.isEmpty else { return [] }
        for application in documents.flatMap(\.applications) {
            guard application.amount.isPositive else { throw PostingError.settlesNothing }
        }
        try Self.checkDays(documents, today, connection)
        return try Self.refusing {
            let drafts = try Self.drafts(documents, in: scope, connection)
            let ids: [DocumentID] = try connection.query(Self.post(scope, drafts)).single()
                .decode(0, as: [Int64].self).map { ID($0) }
            for query in PostingStorage.details(drafts, ids: ids) {
                try connection.execute(query)
            }
            let requests = try Self.allocations(documents, ids)
            if !requests.isEmpty { _ = try allocate(scope, requests, on: connection) }
            return ids
        }
    }

    /// The statement that posts them and records it.
    static func post(_ scope: Scope, _ drafts: [DocumentDraft]) -> Query {
        PostingAudit.posted(drafts).record(
            scope, with: PostingStorage.post(drafts),
            id: PostingAudit.onlyID(of: drafts.count), outcome: PostingAudit.ids)
    }

    /// What of them is posted, proven as far as it can be without the books.
    static func drafts(
        _ documents: [NewDocument], in scope: Scope, _ connection: isolated TenantConnection
    ) throws -> [DocumentDraft] {
        let drafts = try withTerms(documents, connection)
        for draft in drafts { try draft.validate(in: scope.tenant.currency) }
        return drafts
    }

    /// Sets credits against documents; returns one id per piece.
    package func allocate(
        _ scope: Scope, _ requests: [AllocationRequest], on connection: isolated TenantConnection
    ) throws -> [AllocationID] {
        try scope.require(.postReceivables)
        return try Self.refusing {
            let allocate = PostingAudit.allocated(requests).record(
                scope, with: PostingStorage.allocate(requests), id: PostingAudit.onlyOfIDs,
                outcome: PostingAudit.ids)
            return try connection.query(allocate).single().decode(0, as: [Int64].self)
                .map { ID($0) }
        }
    }

    /// Holds the documents of a document's customer as they are until the transaction ends, so
    /// that what is read of them now is what is changed then.
    package func lock(
        _ scope: Scope, _ document: DocumentID, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let lock: Query = "SELECT ar_lock(\([document.rawValue]))"
        _ = try connection.query(lock)
    }

    /// Holds the customers of new documents, and those of what they are set against, in the order
    /// in which whatever settles a document holds them, until the transaction ends.
    package func lockCustomers(
        _ scope: Scope, of documents: [NewDocument], on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let customers = Set(documents.map(\.draft.customer.rawValue)).sorted()
        let targets = documents.flatMap { $0.applications.map(\.target.rawValue) }
        let lock: Query = """
            SELECT id FROM ar_customer
            WHERE id = ANY (\(customers)) OR id = ANY (ARRAY(
                SELECT customer_id FROM ar_document WHERE id = ANY (\(targets))))
            ORDER BY id FOR NO KEY UPDATE
            """
        _ = try connection.query(lock)
    }

    /// Voids a document.
    ///
    /// - Throws: `PostingError.unknownDocument`, `.alreadyVoid`.
    package func void(
        _ scope: Scope, _ document: DocumentID, _ kind: DocumentKind,
        on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let find: Query = """
            SELECT EXISTS (SELECT FROM ar_document WHERE id = \(document) AND kind = \(kind.rawValue))
            """
        guard try connection.query(find).single().decode(0, as: Bool.self) else {
            throw PostingError.unknownDocument
        }
        let event = AuditEvent(
            .documentVoided, AuditObject(.document, document),
            before: ["ids": PostingAudit.list([document])])
        try Self.refusing {
            let void = event.record(
                scope, with: PostingStorage.void([document]),
                outcome: "jsonb_build_object('count', result.count)")
            let count = try connection.query(void).single().decode(0, as: Int64?.self)
            guard count ?? 0 > 0 else { throw PostingError.alreadyVoid }
        }
    }

    /// Takes an allocation back.
    ///
    /// - Throws: `PostingError.alreadyReversed`, also where there is none.
    package func reverse(
        _ scope: Scope, _ allocation: AllocationID, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        try Self.refusing {
            let reverse = PostingAudit.reversed([allocation]).record(
                scope, with: PostingStorage.reverse([allocation]),
                outcome: "jsonb_build_object('count', result.count)")
            let count = try connection.query(reverse).single().decode(0, as: Int64?.self)
            guard count ?? 0 > 0 else { throw PostingError.alreadyReversed }
        }
    }

    /// - Throws: `PostingError.inFuture`.
    private static func checkDays(
        _ documents: [NewDocument], _ today: LocalDate, _ connection: isolated TenantConnection
    ) throws {
        let later = documents.flatMap(\.applications).filter { ($0.date ?? today) > today }
        guard !later.isEmpty else { return }
        var days: [DocumentID: LocalDate] = [:]
        for row in try connection.query(SettlingStorage.documents(later.map(\.target))) {
            days[DocumentID(try row.int64(0))] = try row.date(5)
        }
        for document in documents {
            for application in document.applications {
                guard let date = application.date else { continue }
                let known = [document.draft.date, days[application.target]].compactMap { $0 }
                try SettlingDay.check(date, today: today, of: known)
            }
        }
    }

    private static func allocations(
        _ documents: [NewDocument], _ ids: [DocumentID]
    ) throws -> [AllocationRequest] {
        try zip(documents, ids).flatMap { document, id in
            try document.applications.enumerated().map { place, application in
                guard application.amount.currency == document.draft.amount.currency else {
                    throw PostingError.applicationCurrency(place)
                }
                return AllocationRequest(
                    credit: id, target: application.target,
                    minorUnits: application.amount.minorUnits,
                    currency: application.amount.currency, date: application.date)
            }
        }
    }

    /// The drafts with the due dates and instalments that their customers' terms give them.
    private static func withTerms(
        _ documents: [NewDocument], _ connection: isolated TenantConnection
    ) throws -> [DocumentDraft] {
        let customers = Set(documents.filter(\.takesTerms).map(\.draft.customer.rawValue))
        guard !customers.isEmpty else { return documents.map(\.draft) }
        let find: Query = """
            SELECT c.id, t.name, t.due_days, t.from_month_end, t.instalment_parts,
                t.instalment_days
            FROM ar_customer AS c JOIN ar_payment_terms AS t ON t.id = c.terms_id
            WHERE c.id = ANY (\(customers.sorted()))
            """
        var terms: [CustomerID: PaymentTerms] = [:]
        for row in try connection.query(find) {
            terms[ID(try row.int64(0))] = try PaymentTerms(row, from: 1)
        }
        return try documents.map { document in
            guard document.takesTerms, let terms = terms[document.draft.customer] else {
                return document.draft
            }
            var draft = document.draft
            draft.dueDate = try terms.dueDate(for: draft.date)
            draft.instalments = try terms.instalments(of: draft.amount, on: draft.date)
            return draft
        }
    }

    static func refusing<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as PostgresError {
            throw PostingError(error) ?? error
        }
    }
}

extension PaymentTerms {
    /// Columns from a first one on: name, due days, whether from the month's end, the instalments'
    /// parts and days.
    init(_ row: Row, from first: Int) throws {
        let parts = try row.decode(first + 3, as: [Int32]?.self) ?? []
        let days = try row.decode(first + 4, as: [Int32]?.self) ?? []
        self.init(
            name: try row.string(first), dueDays: Int(try row.int32(first + 1)),
            countsFromMonthEnd: try row.decode(first + 2),
            instalments: zip(parts, days).map {
                Instalment(partsPerTenThousand: Int($0), days: Int($1))
            })
    }
}
