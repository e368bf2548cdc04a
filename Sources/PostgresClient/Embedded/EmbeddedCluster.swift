internal import Synchronization

/// An installation's own PostgreSQL, shared by all processes that use its data directory.
///
/// The first process to attach starts it, others join, and the last one out stops it. A process
/// that dies without detaching drops out by itself; a server left running by the last of them is
/// found and used by the next. The server runs in a session of its own, so a terminal's Ctrl-C
/// reaches only the processes that use it, and they detach when they are done with it.
package final class EmbeddedCluster: Sendable {
    private struct State {
        var server: RunningServer
        /// Nil once detached.
        var attachment: FileLock?
    }

    private let control: ServerControl
    private let queue: BlockingQueue
    private let state: Mutex<State>

    private init(
        control: ServerControl, queue: BlockingQueue, server: RunningServer, attachment: FileLock
    ) {
        self.control = control
        self.queue = queue
        state = Mutex(State(server: server, attachment: attachment))
    }

    /// Attaches to the cluster of the configuration's data directory; creates and starts it where
    /// needed.
    ///
    /// - Throws: `EmbeddedError`, or `CancellationError` when the task is cancelled; then nothing
    ///   stays attached.
    package static func attach(
        _ configuration: EmbeddedConfiguration
    ) async throws -> EmbeddedCluster {
        let queue = BlockingQueue(label: "countinghouse.embedded-cluster")
        return try await queue.run { interruption in
            try translating { try attach(configuration, queue: queue, interruption) }
        }
    }

    private static func attach(
        _ configuration: EmbeddedConfiguration, queue: BlockingQueue, _ interruption: Interruption
    ) throws -> EmbeddedCluster {
        let layout = try ClusterLayout.prepare(configuration.dataDirectory)
        let timeout = configuration.transitionTimeout
        return try withTransition(layout, timeout: timeout, interruption) { _ in
            let attachment = try FileLock(path: layout.attachmentLock)
            guard try attachment.tryLock(.shared) else {
                throw EmbeddedError.heldElsewhere(path: layout.dataDirectory)
            }
            let control = ServerControl(
                layout: layout,
                account: try ServiceAccount.resolve(clusterDirectory: layout.cluster),
                configuration: configuration)
            let deadline = Deadline(
                after: configuration.startTimeout, interruption: interruption)
            let server = try control.ensureRunning(preferred: nil, until: deadline)
            try control.log.bound()
            try control.admit(configuration.roles.peers, server.process)
            return EmbeddedCluster(
                control: control, queue: queue, server: server, attachment: attachment)
        }
    }

    /// The number of the server's process, for operators and tests.
    package var serverProcessID: Int32 { state.withLock { $0.server.process.processID } }

    /// The directory of the server's socket.
    package var socketDirectory: String { state.withLock { $0.server.socketDirectory.path } }

    /// Whether the server that was last seen is alive and its socket is there. Cheap.
    package var isRunning: Bool {
        let server = state.withLock(\.server)
        return control.processes.isAlive(server.process) && server.socketDirectory.hasSocket
    }

    /// The libpq connection string for a database and a role; it stays the same for as long as
    /// this process is attached, over restarts of the server too.
    package func connectionString(database: String, user: String) -> String {
        let parts = [
            ("host", socketDirectory), ("port", "\(SocketDirectory.port)"),
            ("dbname", database), ("user", user),
        ]
        return parts.map { "\($0)='\(Self.escaped($1))'" }.joined(separator: " ")
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            if character == "'" || character == "\\" { text += "\\" }
            text.append(character)
        }
    }

    /// Starts the server again if it died; call it whenever connections fail, and now and then.
    ///
    /// - Returns: whether this call started it; false too when another process already had.
    package func restartIfDown() async throws -> Bool {
        try? control.log.bound()
        if isRunning { return false }
        return try await transition(timeout: control.configuration.transitionTimeout) { deadline in
            let known = self.state.withLock(\.server)
            // Collects the dead one if it was our child.
            _ = known.child?.poll()
            let server = try self.control.ensureRunning(
                preferred: known.socketDirectory, until: deadline)
            // Somebody else may have been quicker; what is known of the server then stays.
            guard server.process != known.process else { return false }
            self.state.withLock { $0.server = server }
            return server.child != nil
        }
    }

    /// Lets the system users who run this installation connect as these roles without a password,
    /// now and after every restart. New connections can use it as soon as this returns.
    package func allowPeers(_ roles: [Identifier]) async throws {
        try await transition(timeout: control.configuration.transitionTimeout) { _ in
            try self.control.admit(roles, self.state.withLock(\.server.process))
        }
    }

    /// Leaves the cluster; the last one out stops the server and waits for its end. Close all
    /// connections first. Detaching again does nothing; cancelling the task does not stop it.
    package func detach() async throws {
        let isAttached = state.withLock { $0.attachment != nil }
        guard isAttached else { return }
        try await queue.runToEnd { interruption in
            try translating {
                // Whatever happens, the attachment must not outlast this call.
                guard let attachment = self.state.withLock({ $0.attachment.take() }) else { return }
                let timeout = self.control.configuration.stopTimeout
                try Self.withTransition(self.control.layout, timeout: timeout, interruption) { _ in
                    guard try attachment.tryLock(.exclusive) else { return }
                    try self.control.stop()
                    try self.control.log.bound()
                    _ = self.state.withLock(\.server.child)?.poll()
                }
            }
        }
    }

    private func transition<Result: Sendable>(
        timeout: Duration, _ work: @escaping @Sendable (Deadline) throws -> Result
    ) async throws -> Result {
        try await queue.run { interruption in
            try translating {
                guard self.state.withLock({ $0.attachment != nil }) else {
                    throw EmbeddedError.detached
                }
                return try Self.withTransition(
                    self.control.layout, timeout: timeout, interruption, work)
            }
        }
    }

    /// Runs `work` while no other process starts or stops the cluster.
    private static func withTransition<Result>(
        _ layout: ClusterLayout, timeout: Duration, _ interruption: Interruption,
        _ work: (Deadline) throws -> Result
    ) throws -> Result {
        let deadline = Deadline(after: timeout, interruption: interruption)
        let lock = try FileLock(path: layout.transitionLock)
        guard try lock.lock(.exclusive, until: deadline) else {
            throw EmbeddedError.busy(seconds: Int(timeout.components.seconds))
        }
        defer { lock.unlock() }
        return try work(deadline)
    }
}

/// Turns failures of system calls into errors with a sentence for people.
private func translating<Result>(_ work: () throws -> Result) throws -> Result {
    do {
        return try work()
    } catch let failure as SystemFailure {
        throw EmbeddedError(failure)
    }
}
