internal import CLibPQ

extension Wire {
    /// Sends a COPY statement and waits until the server is ready for its data.
    func beginCopy(_ query: Query, _ direction: ExecStatusType) throws(PostgresError) {
        try sendUnnamed(query)
        try flush()
        guard let result = try nextResult() else { throw confused("COPY without an answer") }
        if result.status == direction { return }
        switch result.status {
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            throw confused("COPY in the other direction")
        case PGRES_FATAL_ERROR:
            let error = failure(of: result)
            try drain()
            throw error
        default:
            try drain()
            throw .protocolViolation("the statement is not a COPY of this direction")
        }
    }

    /// Ends the data and returns how many rows arrived.
    func finishCopyIn() throws(PostgresError) -> Int {
        if PQputCopyEnd(pointer, nil) != 1 { throw lost() }
        return try finishCommand().affectedRows
    }

    /// Ends the data so that the server forgets it, and leaves the connection usable.
    func abortCopyIn() {
        guard !isBroken else { return }
        guard PQputCopyEnd(pointer, "the data ended early") == 1 else {
            _ = lost()
            return
        }
        // The server answers with an error, which is what was asked for.
        do { try flush() } catch { return }
        try? drain()
    }

    /// Lends the next piece of outgoing data; false at its end.
    func readCopyData(
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        while true {
            var data: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(pointer, &data, 1)
            if count > 0 {
                defer { PQfreemem(data) }
                try body(UnsafeRawBufferPointer(start: data, count: Int(count)))
                return true
            }
            if count < 0 { return false }
            try wait()
            try consume()
        }
    }

    /// Stops a statement whose rest nobody wants, and leaves the connection usable.
    func stopAndDrain() {
        guard !isBroken else { return }
        cancellation.cancelStatement()
        try? drain()
    }

    /// Reads and drops all that is left of the current command.
    func drain() throws(PostgresError) {
        while let result = try nextResult() {
            switch result.status {
            case PGRES_COPY_OUT: try dropCopyData()
            case PGRES_COPY_IN, PGRES_COPY_BOTH: throw confused("an unexpected COPY")
            default: if PQstatus(pointer) != CONNECTION_OK { throw lost() }
            }
        }
    }

    private func dropCopyData() throws(PostgresError) {
        while true {
            var data: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(pointer, &data, 1)
            if count > 0 {
                PQfreemem(data)
            } else if count < 0 {
                return
            } else {
                try wait()
                try consume()
            }
        }
    }
}
