import App
import Kernel
import PostgresClient
import Receivables
import Tenancy

/// Posts sales the way a careful client does: what failed without an answer is tried again under
/// the same number, and a number that is taken then had been stored.
struct Poster: Sendable {
    private static let customerCount = 12
    private static let pause: Duration = .milliseconds(20)

    let database: Database
    let services: Services
    let scope: Scope
    let acknowledgements: AcknowledgementFile

    static func isCancellation(_ error: any Error) -> Bool {
        if let error = error as? PostgresError { return error == .cancelled }
        return error is CancellationError
    }

    /// The customers to post to, made where they are missing.
    func customers() async throws -> [CustomerID] {
        var ids: [CustomerID] = []
        for number in 0..<Self.customerCount {
            let code = "C\(number)"
            let id = try await Self.persist(database) {
                if let known = try await services.customers.find(scope, code) { return known.id }
                do {
                    return try await services.customers.create(
                        scope, [CustomerDraft(code: code, name: code)])[0]
                } catch PostingError.duplicateCustomer {
                    // An import was quicker, or the attempt before had been stored.
                    guard let known = try await services.customers.find(scope, code) else {
                        throw PostingError.unknownCustomer
                    }
                    return known.id
                }
            }
            ids.append(id)
        }
        return ids
    }

    func post(_ sale: Sale, _ customers: [CustomerID]) async throws {
        let customer = customers[sale.index % customers.count]
        let invoice = try await document(.invoice, sale, customer, sale.amount)
        guard let paid = sale.paid else { return }
        let receipt = try await document(.receipt, sale, customer, paid)
        try await allocate(receipt, to: invoice, paid)
        try acknowledgements.add("allocation", sale.number, paid)
    }

    private func document(
        _ kind: DocumentKind, _ sale: Sale, _ customer: CustomerID, _ amount: Int64
    ) async throws -> DocumentID {
        let date = try LocalDate(year: 2026, month: 1, day: 5).adding(days: sale.dayOffset)
        let draft = DocumentDraft(
            kind: kind, customer: customer, number: sale.number, date: date,
            dueDate: try date.adding(days: 30),
            amount: Money(minorUnits: amount, currency: scope.tenant.currency))
        let id: DocumentID = try await Self.persist(database) {
            do { return try await services.posting.post(scope, [draft])[0] } catch PostingError
                .duplicateNumber
            {
                return try await find(draft)
            }
        }
        try acknowledgements.add("\(kind)", sale.number, amount)
        return id
    }

    private func find(_ draft: DocumentDraft) async throws -> DocumentID {
        let rows = try await TenantDatabase(pool: database.pool).read(
            scope,
            """
            SELECT id FROM ar_document WHERE customer_id = \(draft.customer)
                AND kind = \(draft.kind.rawValue) AND number = \(draft.number)
            """)
        return ID(try rows.single().int64(0))
    }

    private func allocate(
        _ receipt: DocumentID, to invoice: DocumentID, _ amount: Int64
    ) async throws {
        let request = AllocationRequest(credit: receipt, target: invoice, minorUnits: amount)
        try await Self.persist(database) {
            do { _ = try await services.posting.allocate(scope, [request]) } catch PostingError
                .moreThanOpen
            {
                // The receipt is spent: the attempt before had been stored.
            }
        }
    }

    /// Repeats what failed because the database was away.
    static func persist<R>(
        _ database: Database, _ attempt: () async throws -> R
    ) async throws -> R {
        while true {
            do { return try await attempt() } catch let error as PostgresError {
                guard error.kind == .unavailable || error.isRetryable else { throw error }
            }
            _ = try? await database.cluster?.restartIfDown()
            try await Task.sleep(for: pause)
        }
    }
}
