package import Kernel
package import Receivables

/// One call a business event, for tests that tell a story.
extension Books {
    /// A new customer, whose name is its code.
    package func customer(_ code: String) async throws -> CustomerID {
        let ids = try await customers.create(scope, [CustomerDraft(code: code, name: code)])
        guard let id = ids.first else { throw PostingError.unknownCustomer }
        return id
    }

    package func invoice(
        _ customer: CustomerID, _ number: String, on date: LocalDate, due: LocalDate? = nil,
        _ amount: Money, instalments: [(due: LocalDate, amount: Money)] = []
    ) async throws -> DocumentID {
        var draft = DocumentDraft(
            kind: .invoice, customer: customer, number: number, date: date, dueDate: due,
            amount: amount)
        draft.instalments = instalments.map {
            DocumentDraft.Instalment(dueDate: $0.due, amount: $0.amount)
        }
        return try await post(draft)
    }

    package func receipt(
        _ customer: CustomerID, _ number: String, on date: LocalDate, _ amount: Money
    ) async throws -> DocumentID {
        try await post(.receipt, customer, number, on: date, amount)
    }

    package func creditNote(
        _ customer: CustomerID, _ number: String, on date: LocalDate, _ amount: Money
    ) async throws -> DocumentID {
        try await post(.creditNote, customer, number, on: date, amount)
    }

    package func post(
        _ kind: DocumentKind, _ customer: CustomerID, _ number: String, on date: LocalDate,
        due: LocalDate? = nil, _ amount: Money
    ) async throws -> DocumentID {
        try await post(
            DocumentDraft(
                kind: kind, customer: customer, number: number, date: date, dueDate: due,
                amount: amount))
    }

    package func post(_ draft: DocumentDraft) async throws -> DocumentID {
        guard let id = try await posting.post(scope, [draft]).first else {
            throw PostingError.unknownDocument
        }
        return id
    }

    /// Pays back more or less of a credit.
    package func refund(
        _ credit: DocumentID, to customer: CustomerID, _ number: String, on date: LocalDate,
        _ amount: Money
    ) async throws -> DocumentID {
        let draft = DocumentDraft(
            kind: .refund, customer: customer, number: number, date: date, amount: amount)
        return try await posting.refund(scope, draft, of: credit)
    }

    @discardableResult
    package func allocate(
        _ credit: DocumentID, to target: DocumentID, _ amount: Money, instalment: Int16? = nil,
        on date: LocalDate? = nil
    ) async throws -> [AllocationID] {
        try await posting.allocate(
            scope,
            [
                AllocationRequest(
                    credit: credit, target: target, instalment: instalment,
                    minorUnits: amount.minorUnits, currency: amount.currency, date: date)
            ])
    }

    package func writeOff(
        _ document: DocumentID, _ amount: Money, on date: LocalDate
    ) async throws {
        let request = WriteOffRequest(
            document: document, minorUnits: amount.minorUnits, currency: amount.currency,
            date: date)
        try await posting.writeOff(scope, [request], today: date)
    }

    /// What was written off of a document, in the order in which it was recorded.
    package func writeOffs(of document: DocumentID) async throws -> [WriteOffRecord] {
        try await SettlingRegister(database: database)
            .writeOffs(scope, of: document, after: nil, limit: 1_000).writeOffs
    }

    /// Takes a write-off back.
    package func reverse(_ writeOff: WriteOffRecord) async throws {
        try await database.transaction(scope) { [posting, scope] connection in
            try posting.reverse(scope, writeOff, on: connection)
        }
    }

    package func setRate(
        _ currency: Currency, from day: LocalDate, _ rate: ExactDecimal
    ) async throws {
        try await customers.setRate(scope, currency, from: day, to: rate)
    }

    /// Gives a posted document other dates and another signed amount.
    package func correct(
        _ document: DocumentID, date: LocalDate, due: LocalDate, to signedAmount: Money
    ) async throws {
        _ = try await database.write(
            scope,
            [
                """
                SELECT ar_correct(\([document.rawValue]), \([date]), \([due]),
                    \([signedAmount.minorUnits]))
                """
            ])
    }
}
