internal import CLibPQ
internal import Glibc

/// The connection of a listener and what it has asked the server for.
struct ListenSession {
    private var wire: Wire?
    private var listening: Set<Identifier> = []

    /// Opens the connection when there is none.
    mutating func keepOpen(
        _ settings: ConnectionSettings, _ configuration: PoolConfiguration,
        _ cancellation: LeaseCancellation
    ) throws(PostgresError) {
        guard wire == nil else { return }
        listening = []
        wire = try Wire.connect(
            settings, timeout: configuration.connectTimeout, cancellation: cancellation)
    }

    mutating func close() {
        wire = nil
        listening = []
    }

    /// Listens on exactly these channels.
    ///
    /// - Returns: those that are new on this connection; nil when nothing had to change.
    mutating func adjust(to wanted: Set<Identifier>) throws(PostgresError) -> Set<Identifier>? {
        guard wanted != listening, let wire else { return nil }
        let added = wanted.subtracting(listening)
        for channel in listening.subtracting(wanted) {
            try wire.sendUnnamed("UNLISTEN \(identifier: channel)")
            _ = try wire.finishCommand()
        }
        for channel in added {
            try wire.sendUnnamed("LISTEN \(identifier: channel)")
            _ = try wire.finishCommand()
        }
        listening = wanted
        return added
    }

    /// Blocks until something arrives or the listener is woken, and takes all that is there.
    func waitForNotifications() throws(PostgresError) -> [(String, PostgresNotification)] {
        guard let wire else { throw .connectionLost("the connection is closed") }
        var notifications = try take(from: wire)
        if !notifications.isEmpty { return notifications }
        if try wire.waitOrWake() {
            try wire.consume()
            notifications = try take(from: wire)
        }
        return notifications
    }

    /// Waits before the next attempt, unless woken.
    func pause(_ milliseconds: Int32, _ wakeHandle: WakeHandle) {
        var item = pollfd(fd: wakeHandle.descriptor, events: Int16(POLLIN), revents: 0)
        if poll(&item, 1, milliseconds) > 0 { wakeHandle.drain() }
    }

    private func take(from wire: Wire) throws(PostgresError) -> [(String, PostgresNotification)] {
        var taken: [(String, PostgresNotification)] = []
        while let pointer = PQnotifies(wire.pointer) {
            defer { PQfreemem(pointer) }
            let channel = String(cString: pointer.pointee.relname)
            let payload = String(cString: pointer.pointee.extra)
            taken.append(
                (
                    channel,
                    .message(
                        channel: channel, payload: payload, processID: pointer.pointee.be_pid)
                ))
        }
        return taken
    }
}
