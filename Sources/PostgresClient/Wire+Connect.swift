internal import CLibPQ
internal import Glibc

extension Wire {
    /// Opens a connection.
    ///
    /// - Throws: `unavailable` with libpq's reason, which never holds the password.
    static func connect(
        _ settings: ConnectionSettings, timeout: Duration, cancellation: LeaseCancellation
    ) throws(PostgresError) -> Wire {
        guard let pointer = start(settings) else { throw .unavailable("out of memory") }
        // From here on the wire's deinit closes what was opened.
        let wire = Wire(pointer, cancellation: cancellation)
        if !settings.hasSeveralHosts {
            try wire.finishConnecting(
                until: MonotonicClock.nanoseconds() + MonotonicClock.nanoseconds(timeout))
        }
        guard PQstatus(pointer) == CONNECTION_OK else { throw wire.connectFailure() }
        guard PQsetnonblocking(pointer, 1) == 0 else { throw .unavailable("out of memory") }
        cancellation.attach(pointer)
        return wire
    }

    private static func start(_ settings: ConnectionSettings) -> OpaquePointer? {
        let keywords = settings.values.map { strdup($0.keyword) }
        let values = settings.values.map { strdup($0.value) }
        defer { for text in keywords + values { free(text) } }
        let keywordPointers = keywords.map { $0.map { UnsafePointer($0) } } + [nil]
        let valuePointers = values.map { $0.map { UnsafePointer($0) } } + [nil]
        // Only libpq's own loop moves on to the next host when one does not answer in time.
        return settings.hasSeveralHosts
            ? PQconnectdbParams(keywordPointers, valuePointers, 0)
            : PQconnectStartParams(keywordPointers, valuePointers, 0)
    }

    private func finishConnecting(until deadline: Int64) throws(PostgresError) {
        // libpq's protocol: the first wait is for writing.
        var awaited = POLLOUT
        while true {
            guard PQstatus(pointer) != CONNECTION_BAD else { throw connectFailure() }
            let remaining = deadline - MonotonicClock.nanoseconds()
            guard remaining > 0 else { throw .unavailable("no answer within the connect time-out") }
            try waitWhileConnecting(for: awaited, atMost: remaining)
            switch PQconnectPoll(pointer) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: awaited = POLLIN
            case PGRES_POLLING_WRITING: awaited = POLLOUT
            default: throw connectFailure()
            }
        }
    }

    private func waitWhileConnecting(
        for events: Int32, atMost nanoseconds: Int64
    ) throws(PostgresError) {
        let milliseconds = Int32(clamping: max(1, nanoseconds / 1_000_000))
        var items = [
            pollfd(fd: PQsocket(pointer), events: Int16(events), revents: 0),
            pollfd(fd: cancellation.wakeHandle.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&items, 2, milliseconds)
        if count < 0, errno != EINTR { throw .unavailable("poll failed") }
        if items[1].revents != 0 { cancellation.wakeHandle.drain() }
        if cancellation.isCancelled { throw .cancelled }
        do { _ = try cancellation.deadlineNanoseconds() } catch {
            throw .unavailable("interrupted by shutdown")
        }
    }

    private func connectFailure() -> PostgresError {
        let message = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        let lines = message.split(separator: "\n").map(String.init)
        return .unavailable(lines.first ?? "no reason given")
    }
}
