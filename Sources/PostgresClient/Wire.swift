internal import CLibPQ
internal import Glibc

/// A `PGconn` and the waiting around it. Used by one thread at a time; closes at the end.
///
/// libpq is only ever called in its non-blocking form: the waiting happens in `poll`, which a
/// shutdown or a cancelled task can interrupt.
final class Wire {
    /// A server that goes on talking unasked is not worth listening to.
    private static let unaskedReadsMax = 100

    let pointer: OpaquePointer
    let cancellation: LeaseCancellation
    var parameters = ParameterBuffer()
    /// Set once the conversation with the server cannot go on.
    private(set) var isBroken = false

    /// Owns a connection that is being opened.
    init(_ pointer: OpaquePointer, cancellation: LeaseCancellation) {
        self.pointer = pointer
        self.cancellation = cancellation
        // libpq would print the server's notices to standard error.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    }

    deinit { PQfinish(pointer) }

    var isInTransaction: Bool { PQtransactionStatus(pointer) == PQTRANS_INTRANS }
    var isInFailedTransaction: Bool { PQtransactionStatus(pointer) == PQTRANS_INERROR }
    var isIdle: Bool { PQtransactionStatus(pointer) == PQTRANS_IDLE }
    var usesTLS: Bool { PQsslInUse(pointer) != 0 }

    /// Whether the server has gone away, or said something unasked that reveals it, while nobody
    /// used the connection.
    func isStale() -> Bool {
        for _ in 0..<Wire.unaskedReadsMax {
            var item = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
            // A server that said good-bye is read twice: its last words, then the end.
            if poll(&item, 1, 0) == 0 { return isBroken || PQstatus(pointer) != CONNECTION_OK }
            if PQconsumeInput(pointer) == 0 { return true }
        }
        return true
    }

    /// Marks the conversation as over and names the reason.
    func lost(_ reason: String? = nil) -> PostgresError {
        isBroken = true
        return .connectionLost(reason ?? lastMessage)
    }

    /// A disagreement about what comes next; the connection is not used again.
    func confused(_ reason: String) -> PostgresError {
        isBroken = true
        return .protocolViolation(reason)
    }

    private var lastMessage: String {
        guard let message = PQerrorMessage(pointer) else { return "unknown reason" }
        let text = String(cString: message)
        return text.split(separator: "\n").first.map(String.init) ?? "unknown reason"
    }

    // MARK: Waiting

    /// Blocks until the server has sent something, or takes more if that is waited for too.
    func wait(orWritable: Bool = false) throws(PostgresError) {
        while true {
            let timeout = try pollTimeout()
            let events = Int16(orWritable ? POLLIN | POLLOUT : POLLIN)
            var items = (
                pollfd(fd: PQsocket(pointer), events: events, revents: 0),
                pollfd(
                    fd: cancellation.wakeHandle.descriptor, events: Int16(POLLIN), revents: 0)
            )
            guard items.0.fd >= 0 else { throw lost() }
            let count = withUnsafeMutableBytes(of: &items) { bytes in
                bytes.withMemoryRebound(to: pollfd.self) { poll($0.baseAddress, 2, timeout) }
            }
            if items.1.revents != 0 { cancellation.wakeHandle.drain() }
            if count > 0, items.0.revents != 0 { return }
            if count < 0, errno != EINTR { throw lost("poll failed") }
        }
    }

    /// Blocks until the server has sent something (true) or the wake handle was used (false).
    func waitOrWake() throws(PostgresError) -> Bool {
        var items = [
            pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0),
            pollfd(fd: cancellation.wakeHandle.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        guard items[0].fd >= 0 else { throw lost() }
        let count = poll(&items, 2, -1)
        if count < 0, errno != EINTR { throw lost("poll failed") }
        if items[1].revents != 0 { cancellation.wakeHandle.drain() }
        return items[0].revents != 0
    }

    private func pollTimeout() throws(PostgresError) -> Int32 {
        do {
            guard let deadline = try cancellation.deadlineNanoseconds() else { return -1 }
            let remaining = deadline - MonotonicClock.nanoseconds()
            return Int32(clamping: max(1, remaining / 1_000_000))
        } catch {
            isBroken = true
            throw error
        }
    }

    /// Reads what has arrived.
    func consume() throws(PostgresError) {
        if PQconsumeInput(pointer) == 0 { throw lost() }
    }

    /// Sends everything, reading meanwhile so that neither side waits for the other for ever.
    func flush() throws(PostgresError) {
        while true {
            let result = PQflush(pointer)
            if result == 0 { return }
            if result < 0 { throw lost() }
            try wait(orWritable: true)
            try consume()
        }
    }

    /// The next result of the current command, or nil after its last one.
    func nextResult() throws(PostgresError) -> ResultStorage? {
        while PQisBusy(pointer) != 0 {
            try wait()
            try consume()
        }
        guard let result = PQgetResult(pointer) else {
            if PQstatus(pointer) != CONNECTION_OK { throw lost() }
            return nil
        }
        return ResultStorage(result)
    }
}
