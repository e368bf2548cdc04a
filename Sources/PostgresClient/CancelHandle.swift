internal import CLibPQ

/// Owns a `PGcancel`, which reaches the session from any thread.
///
/// Unchecked because the pointer is not `Sendable` by itself; libpq only reads what it points to.
final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer?

    init(_ connection: OpaquePointer) {
        pointer = PQgetCancel(connection)
    }

    deinit { PQfreeCancel(pointer) }

    /// Sends the request over a connection of its own and waits until the server has closed it.
    func send() {
        guard let pointer else { return }
        var message = [CChar](repeating: 0, count: 256)
        // A request that cannot be sent changes nothing: the statement goes on to its time-out.
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}
