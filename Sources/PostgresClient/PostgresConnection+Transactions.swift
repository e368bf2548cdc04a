extension PostgresConnection {
    /// Runs a body in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// BEGIN and the prologue travel with the first statement; a body without one costs nothing.
    /// - Throws: what the body throws; `cancelled` instead of committing for a cancelled task;
    ///   `transactionFailed` when the body swallowed an error that had ended the transaction;
    ///   `commitUnknown` when the connection broke during COMMIT.
    @discardableResult
    package func transaction<R>(
        _ options: TransactionOptions = .init(), in scope: StatementScope? = nil,
        _ body: (isolated PostgresConnection) throws -> R
    ) throws -> R {
        try begin(options, in: scope)
        let result: R
        do { result = try body(self) } catch {
            rollback()
            throw error
        }
        try commit()
        return result
    }

    /// As `transaction`, for a body that must suspend. The transaction stays open meanwhile, with
    /// all its locks: keep what is awaited short.
    @discardableResult
    package func suspendingTransaction<R: Sendable>(
        _ options: TransactionOptions = .init(), in scope: StatementScope? = nil,
        _ body: (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try begin(options, in: scope)
        let result: R
        do { result = try await body(self) } catch {
            rollback()
            throw error
        }
        try commit()
        return result
    }

    /// Runs a part of a transaction that can be undone by itself: when the body throws, what it
    /// did is rolled back and the transaction goes on.
    @discardableResult
    package func savepoint<R>(_ body: (isolated PostgresConnection) throws -> R) throws -> R {
        guard transaction != nil else {
            throw PostgresError.protocolViolation("a savepoint outside a transaction")
        }
        try sendOpening()
        try runPlain("SAVEPOINT inner_part")
        let result: R
        do { result = try body(self) } catch {
            // A later savepoint of the same name hides the earlier one until it is released.
            try runPlain("ROLLBACK TO SAVEPOINT inner_part")
            try runPlain("RELEASE SAVEPOINT inner_part")
            throw error
        }
        try runPlain("RELEASE SAVEPOINT inner_part")
        return result
    }

    /// Runs a statement as the last of the open transaction, in one round trip with COMMIT. Its
    /// failure is the transaction's.
    package func executeWithCommit(_ query: Query) throws(PostgresError) {
        guard transaction != nil else {
            throw .protocolViolation("a last statement outside a transaction")
        }
        transaction?.closing.append(query)
    }

    func begin(
        _ options: TransactionOptions, in scope: StatementScope?
    ) throws(PostgresError) {
        guard transaction == nil else {
            throw .protocolViolation("a transaction inside a transaction; use savepoint")
        }
        guard !cancellation.isCancelled else { throw .cancelled }
        let prologue = transactionPrologue + (scope?.prologue ?? []) + options.prologue
        transaction = OpenTransaction(
            opening: [options.begin] + prologue, scopeName: scope?.name ?? "")
    }

    func rollback() {
        transaction = nil
        guard let wire, !wire.isBroken, !wire.isIdle else { return }
        // When even this fails, the lease's end closes the session, which rolls back as well.
        try? runPlain("ROLLBACK")
    }

    func commit() throws(PostgresError) {
        defer { transaction = nil }
        guard let wire, !wire.isBroken else { throw .connectionLost("the connection is closed") }
        let closing = transaction?.closing ?? []
        if wire.isIdle {
            // Nothing was sent, unless the body has ended the transaction by a statement.
            guard transaction?.opening.isEmpty == false else { throw .transactionFailed }
            if closing.isEmpty { return }
        }
        if wire.isInFailedTransaction || cancellation.isCancelled {
            let error: PostgresError =
                cancellation.isCancelled ? .cancelled : .transactionFailed
            rollback()
            throw error
        }
        do {
            if closing.isEmpty { try runPlain("COMMIT") } else { try close(with: closing) }
        } catch {
            if case .connectionLost(let reason) = error { throw .commitUnknown(reason) }
            throw error
        }
    }

    private func close(with closing: [Query]) throws(PostgresError) {
        do throws(PostgresError) { _ = try pipeline(closing + ["COMMIT"]) } catch {
            rollback()
            throw error
        }
    }
}
