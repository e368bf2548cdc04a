package import Kernel
import PostgresClient
package import Tenancy

/// Settling with amounts that name their currency, within a transaction that does more: what is
/// thrown leaves it to be rolled back.
extension PostingService {
    /// Sets part of a credit against a document; returns one id per instalment that it reaches.
    ///
    /// - Throws: `PostingError.unknownCredit`, `.unknownDocument`, `.notAllocatable`,
    ///   `.moreThanOpen`; `.inFuture` for a day after today on which both documents count already.
    package func allocate(
        _ scope: Scope, _ application: NewDocument.Application, of credit: DocumentID,
        instalment: Int16?, today: LocalDate, on connection: isolated TenantConnection
    ) throws -> [AllocationID] {
        try scope.require(.postReceivables)
        let found = try Self.check([credit, application.target], application.amount, connection)
        if let date = application.date {
            try SettlingDay.check(date, today: today, of: found.map(\.date))
        }
        let request = AllocationRequest(
            credit: credit, target: application.target, instalment: instalment,
            minorUnits: application.amount.minorUnits, currency: application.amount.currency,
            date: application.date)
        return try allocate(scope, [request], on: connection)
    }

    /// Writes off what nobody will pay of a document.
    ///
    /// - Throws: `PostingError.unknownDocument`, `.notAllocatable`, `.moreThanOpen`; `.inFuture`
    ///   for a day after today on which the document counts already.
    package func writeOff(
        _ scope: Scope, _ document: DocumentID, _ amount: Money, on date: LocalDate,
        today: LocalDate, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let found = try Self.check([document], amount, connection)
        try SettlingDay.check(date, today: today, of: found.map(\.date))
        let request = WriteOffRequest(
            document: document, minorUnits: amount.minorUnits, currency: amount.currency,
            date: date)
        try Self.refusing {
            try connection.execute(PostingStorage.writeOff([request]))
            try connection.execute(PostingAudit.writtenOff([request]).record(scope))
        }
    }

    /// Takes a write-off back: what it wrote off is open again from the day on which it counted.
    ///
    /// - Throws: `SettlingError.writeOffReversed`, also where its document is void.
    package func reverse(
        _ scope: Scope, _ writeOff: WriteOffRecord, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let query = PostingStorage.reverse(writeOff.id)
        guard try connection.query(query).single().decode(0, as: Bool.self) else {
            throw SettlingError.writeOffReversed
        }
        try connection.execute(PostingAudit.reversed(writeOff).record(scope))
    }

    /// Pays credit back. What is paid beyond the credit stays open as a positive item.
    ///
    /// - Throws: `PostingError.unknownDocument`, `.notAllocatable`; `.inFuture` for a day after
    ///   today on which the credit counts already.
    package func refund(
        _ scope: Scope, _ refund: NewRefund, today: LocalDate,
        on connection: isolated TenantConnection
    ) throws -> DocumentID {
        try scope.require(.postReceivables)
        let found = try Self.check([refund.credit], refund.amount, connection)
        try SettlingDay.check(refund.date, today: today, of: found.map(\.date))
        guard let credit = found.first, credit.isPosted,
            [.creditNote, .receipt, .openingBalance].contains(credit.kind),
            try Self.isCredit(refund.credit, connection)
        else { throw PostingError.notAllocatable }
        var draft = DocumentDraft(
            kind: .refund, customer: credit.customer, number: refund.number, date: refund.date,
            amount: refund.amount)
        draft.rate = refund.rate
        draft.reference = refund.reference
        return try self.refund(scope, draft, of: refund.credit, on: connection)
    }

    /// Whether a document is what we owe: opening balances may be either.
    private static func isCredit(
        _ id: DocumentID, _ connection: isolated TenantConnection
    ) throws -> Bool {
        let question: Query = "SELECT amount < 0 FROM ar_document WHERE id = \(id)"
        return try connection.query(question).single().decode(0)
    }

    /// The same for a draft. Nobody else settles the credit meanwhile.
    func refund(
        _ scope: Scope, _ draft: DocumentDraft, of credit: DocumentID,
        on connection: isolated TenantConnection
    ) throws -> DocumentID {
        try scope.require(.postReceivables)
        try draft.validate(in: scope.tenant.currency)
        return try Self.refusing {
            let lock: Query = "SELECT ar_lock(\([credit.rawValue]))"
            _ = try connection.query(lock)
            let open: Query = """
                SELECT coalesce(sum(-amount), 0)::bigint FROM ar_open_item
                WHERE document_id = \(credit) AND amount < 0
                """
            let available = try connection.query(open).single().int64(0)
            let ids = try connection.query(PostingStorage.post([draft])).single()
                .decode(0, as: [Int64].self)
            guard let id = ids.first.map({ DocumentID($0) }) else {
                throw PostingError.unknownDocument
            }
            let part = min(available, draft.amount.minorUnits)
            if part > 0 {
                let request = AllocationRequest(
                    credit: credit, target: id, minorUnits: part, date: draft.date)
                _ = try connection.query(PostingStorage.allocate([request]))
            }
            let event = PostingAudit.refunded(draft, id, of: credit, applied: part)
            try connection.execute(event.record(scope))
            return id
        }
    }

    /// What must be known of a document before it is settled.
    private struct Settled {
        let currency: String
        let isPosted: Bool
        let kind: DocumentKind?
        let customer: CustomerID
        let date: LocalDate
    }

    /// - Parameter ids: the credit first, where there are two.
    /// - Throws: `PostingError.unknownCredit`, `.unknownDocument`, `.notAllocatable` where two are
    ///   in different currencies, `.otherCurrency` where the amount is; `.settlesNothing`.
    private static func check(
        _ ids: [DocumentID], _ amount: Money, _ connection: isolated TenantConnection
    ) throws -> [Settled] {
        var known: Set<DocumentID> = []
        let found = try connection.query(SettlingStorage.documents(ids)).map { row in
            known.insert(ID(try row.int64(0)))
            return Settled(
                currency: try row.string(1), isPosted: try row.decode(2, as: Int16.self) == 1,
                kind: DocumentKind(rawValue: try row.decode(3)), customer: ID(try row.int64(4)),
                date: try row.date(5))
        }
        guard let first = ids.first, known.contains(first) else {
            throw ids.count > 1 ? PostingError.unknownCredit : PostingError.unknownDocument
        }
        guard known.count == Set(ids).count else { throw PostingError.unknownDocument }
        let currencies = Set(found.map(\.currency))
        guard currencies.count == 1 else { throw PostingError.notAllocatable }
        guard currencies.contains(amount.currency.code) else { throw PostingError.otherCurrency }
        guard amount.isPositive else { throw PostingError.settlesNothing }
        return found
    }
}
