internal import CLibPQ

extension PostgresConnection {
    /// Sends the data of a COPY … FROM STDIN. Memory stays flat however much is written.
    ///
    /// An error the body throws ends the COPY without effect and leaves the connection usable; an
    /// open transaction can then only be rolled back, or go back to a savepoint.
    /// - Returns: how many rows arrived.
    @discardableResult
    package func copyIn(
        _ query: Query, in scope: StatementScope? = nil,
        _ body: (inout CopyWriter) throws -> Void
    ) throws -> Int {
        try within(scope) { try copyInNow(query, body) }
    }

    /// Sends the chunks of an asynchronous sequence as the data of a COPY … FROM STDIN.
    ///
    /// The sequence is asked for the next chunk only after the last one has left, so a slow server
    /// slows it down. An error it throws ends the COPY without effect.
    /// - Returns: how many rows arrived.
    @discardableResult
    package func copyIn<Source: AsyncSequence>(
        _ query: Query, in scope: StatementScope? = nil, from source: Source
    ) async throws -> Int where Source.Element == [UInt8] {
        let isOwn = try enter(scope)
        let count: Int
        do { count = try await copyInNow(query, source) } catch {
            if isOwn { rollback() }
            throw error
        }
        if isOwn { try commit() }
        return count
    }

    /// Receives the data of a COPY … TO STDOUT, piece by piece: one row each in the text and CSV
    /// formats.
    ///
    /// - Returns: how many rows came.
    @discardableResult
    package func copyOut(
        _ query: Query, in scope: StatementScope? = nil,
        _ onChunk: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        try within(scope) {
            try sendOpening()
            return try framed { wire in
                try wire.beginCopy(query, PGRES_COPY_OUT)
                do {
                    while try wire.readCopyData(onChunk) {}
                } catch {
                    wire.stopAndDrain()
                    throw error
                }
                return try wire.finishCommand().affectedRows
            }
        }
    }

    /// Runs a statement and passes its rows on one at a time; memory stays flat.
    ///
    /// The body must not use the connection. An error it throws stops the statement.
    package func stream(
        _ query: Query, in scope: StatementScope? = nil, _ onRow: (Row) throws -> Void
    ) throws {
        try within(scope) {
            try sendOpening()
            try framed { wire in
                try wire.sendUnnamed(query)
                guard PQsetSingleRowMode(wire.pointer) == 1 else {
                    throw wire.confused("rows cannot come one at a time")
                }
                try wire.flush()
                try wire.forEachRow(onRow)
            }
        }
    }

    private func copyInNow(
        _ query: Query, _ body: (inout CopyWriter) throws -> Void
    ) throws -> Int {
        try sendOpening()
        return try framed { wire in
            try wire.beginCopy(query, PGRES_COPY_IN)
            do {
                var writer = CopyWriter(wire)
                try body(&writer)
                try writer.send()
            } catch {
                wire.abortCopyIn()
                throw error
            }
            return try wire.finishCopyIn()
        }
    }

    private func copyInNow<Source: AsyncSequence>(
        _ query: Query, _ source: Source
    ) async throws -> Int where Source.Element == [UInt8] {
        try sendOpening()
        guard let wire, !wire.isBroken else {
            throw PostgresError.connectionLost("the connection is closed")
        }
        try cancellation.beginStatement(evenIfCancelled: false)
        defer { cancellation.endStatement() }
        try wire.beginCopy(query, PGRES_COPY_IN)
        do {
            var writer = CopyWriter(wire)
            for try await chunk in source { try writer.write(chunk) }
            try writer.send()
        } catch {
            wire.abortCopyIn()
            throw error
        }
        return try wire.finishCopyIn()
    }

    /// As `talking`, for a body that calls foreign code.
    private func framed<R>(_ body: (Wire) throws -> R) throws -> R {
        guard let wire, !wire.isBroken else {
            throw PostgresError.connectionLost("the connection is closed")
        }
        try cancellation.beginStatement(evenIfCancelled: false)
        defer { cancellation.endStatement() }
        return try body(wire)
    }

    private func within<R>(_ scope: StatementScope?, _ body: () throws -> R) throws -> R {
        let isOwn = try enter(scope)
        let result: R
        do { result = try body() } catch {
            if isOwn { rollback() }
            throw error
        }
        if isOwn { try commit() }
        return result
    }

    /// Applies a scope's settings, which cannot share a round trip with COPY or row-wise results.
    ///
    /// - Returns: whether a transaction was begun for them.
    private func enter(_ scope: StatementScope?) throws(PostgresError) -> Bool {
        if transaction == nil, scope != nil || !transactionPrologue.isEmpty {
            try begin(TransactionOptions(), in: scope)
            return true
        }
        if let scope { _ = try pipeline(scope.prologue) }
        return false
    }
}
