internal import CLibPQ

extension Wire {
    /// Binary results, the only form that is asked for.
    private static let binaryFormat: Int32 = 1

    func sendPrepare(_ name: String, _ query: Query) throws(PostgresError) {
        let types = query.values.map(\.type.oid)
        let isSent = PQsendPrepare(pointer, name, query.text, Int32(types.count), types)
        if isSent == 0 { throw lost() }
    }

    /// Runs a statement prepared before.
    func sendPrepared(_ name: String, _ values: [PostgresValue]) throws(PostgresError) {
        try parameters.encode(values)
        let isSent = parameters.withPointers { count, _, values, lengths, formats in
            PQsendQueryPrepared(
                pointer, name, count, values, lengths, formats, Wire.binaryFormat)
        }
        if isSent == 0 { throw lost() }
    }

    /// Runs a statement without keeping it prepared.
    func sendUnnamed(_ query: Query) throws(PostgresError) {
        try parameters.encode(query.values)
        let isSent = parameters.withPointers { count, types, values, lengths, formats in
            PQsendQueryParams(
                pointer, query.text, count, types, values, lengths, formats, Wire.binaryFormat)
        }
        if isSent == 0 { throw lost() }
    }

    /// Drops a prepared statement; libpq 15 has no protocol message for it.
    func sendForget(_ name: String) throws(PostgresError) {
        // The names are this client's own and hold letters and digits only.
        let isSent = PQsendQueryParams(
            pointer, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, Wire.binaryFormat)
        if isSent == 0 { throw lost() }
    }

    /// Runs one or more statements by the simple protocol, in one implicit transaction.
    func sendScript(_ text: String) throws(PostgresError) {
        if PQsendQuery(pointer, text) == 0 { throw lost() }
    }
}
