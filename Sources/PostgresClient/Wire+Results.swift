internal import CLibPQ

extension Wire {
    /// Sends everything and reads all results of one command; returns the last.
    ///
    /// After a server error the connection is ready for the next command.
    func finishCommand() throws(PostgresError) -> ResultStorage {
        try flush()
        var last: ResultStorage?
        var failure: PostgresError?
        while let result = try nextResult() {
            switch result.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: last = result
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                throw confused("COPY has functions of its own")
            default: failure = failure ?? self.failure(of: result)
            }
        }
        if let failure { throw failure }
        guard let last else { throw confused("a command without a result") }
        return last
    }

    /// The error that a failed result stands for.
    func failure(of result: ResultStorage) -> PostgresError {
        guard let report = result.diagnostic else {
            if PQstatus(pointer) != CONNECTION_OK { return lost(result.message) }
            return .protocolViolation(result.message)
        }
        let error = PostgresError(report, isOwnCancel: cancellation.wasCancelRequested)
        if case .connectionLost(let reason) = error { return lost(reason) }
        return error
    }
}

extension ResultStorage {
    var status: ExecStatusType { PQresultStatus(pointer) }

    var message: String {
        PQresultErrorMessage(pointer).map { String(cString: $0) }?
            .split(separator: "\n").first.map(String.init) ?? "no reason given"
    }

    /// The server's report; nil for failures that libpq noticed by itself.
    var diagnostic: ServerDiagnostic? {
        guard let state = field(UInt8(ascii: "C")) else { return nil }
        return ServerDiagnostic(
            sqlState: SQLState(state), message: field(UInt8(ascii: "M")) ?? "",
            constraint: field(UInt8(ascii: "n")), table: field(UInt8(ascii: "t")),
            schema: field(UInt8(ascii: "s")), column: field(UInt8(ascii: "c")))
    }

    private func field(_ code: UInt8) -> String? {
        PQresultErrorField(pointer, Int32(code)).map { String(cString: $0) }
    }
}

extension Wire {
    /// Passes the rows of a statement in single-row mode on, each in a result of its own.
    func forEachRow(_ body: (Row) throws -> Void) throws {
        var failure: PostgresError?
        while let result = try nextResult() {
            switch result.status {
            case PGRES_SINGLE_TUPLE:
                do { try body(Row(result, row: 0)) } catch {
                    stopAndDrain()
                    throw error
                }
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                throw confused("COPY has functions of its own")
            default: failure = failure ?? self.failure(of: result)
            }
        }
        if let failure { throw failure }
    }
}
