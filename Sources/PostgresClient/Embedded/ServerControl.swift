internal import Glibc

/// Finds, starts and stops a cluster's PostgreSQL. All of it blocks, and all of it happens under
/// the transition lock, so one process at a time does it.
struct ServerControl: Sendable {
    /// How often a start is tried that somebody kills.
    private static let startsMax = 3

    let layout: ClusterLayout
    let account: ServiceAccount
    let configuration: EmbeddedConfiguration

    var log: ServerLog { ServerLog(path: layout.log) }
    var processes: ServerProcesses {
        ServerProcesses(directory: layout.cluster, account: account)
    }

    /// The postmaster that is alive, and its note.
    private func living() throws -> (file: PostmasterFile, process: ServerProcess)? {
        guard let file = try PostmasterFile.read(layout),
            let process = processes.process(file.processID)
        else { return nil }
        return (file, process)
    }

    /// Returns the running server, after starting or restarting it where needed.
    ///
    /// - Parameter preferred: the socket directory that attached processes know already.
    func ensureRunning(
        preferred: SocketDirectory?, until deadline: Deadline
    ) throws -> RunningServer {
        var lock = try FileLock(path: layout.serverLock)
        var startsLeft = Self.startsMax
        var orphans = OrphanRemoval(processes)
        var impatience = Impatience()
        repeat {
            if let (file, process) = try living() {
                if let server = Self.usable(file, process) { return server }
                if impatience.isExhausted(by: file) { processes.send(SIGINT, to: process) }
            } else if try lock.tryLock(.exclusive), try processes.all().isEmpty {
                startsLeft -= 1
                let start = ServerStart(
                    control: self, socket: try chooseSocket(preferred), lock: lock)
                do {
                    return try start.run(until: deadline)
                } catch is ServerStartKilled where startsLeft > 0 {
                    // The processes it leaves share the lock that it was handed: only a lock of
                    // our own tells when they are gone.
                    lock = try FileLock(path: layout.serverLock)
                } catch is ServerStartKilled {
                    throw EmbeddedError.startFailed(details: "killed while starting")
                }
            } else {
                try orphans.proceed()
            }
        } while try deadline.pause()
        throw EmbeddedError.startTimedOut(
            seconds: Int(deadline.elapsed.components.seconds), details: log.tail(after: 0))
    }

    /// The server if it answers where others can find it.
    private static func usable(_ file: PostmasterFile, _ process: ServerProcess) -> RunningServer? {
        guard file.status == .ready || file.status == .standby, let path = file.socketDirectory
        else { return nil }
        let socket = SocketDirectory(path: path)
        guard socket.hasSocket else { return nil }
        return RunningServer(process: process, socketDirectory: socket, child: nil)
    }

    /// The place for the socket: where attached processes look for it, else where the server that
    /// died had it, else the usual one.
    private func chooseSocket(_ preferred: SocketDirectory?) throws -> SocketDirectory {
        let standard = SocketDirectory.standard(
            for: layout, runtimeDirectory: configuration.runtimeDirectory)
        let former = try PostmasterFile.read(layout)?.socketDirectory.map(
            SocketDirectory.init(path:))
        for candidate in [preferred, former].compactMap(\.self) where candidate != standard {
            if (try? candidate.prepare(for: account)) != nil { return candidate }
        }
        return standard
    }

    /// Stops the server: in order, at once when that takes too long.
    func stop() throws {
        guard let (file, process) = try living() else { return }
        let signals = [
            (SIGINT, configuration.stopTimeout), (SIGQUIT, .seconds(10)), (SIGKILL, .seconds(5)),
        ]
        for (signal, patience) in signals {
            let deadline = Deadline(after: patience, interruption: Interruption())
            processes.send(signal, to: process)
            while processes.isAlive(process), try deadline.pause() {}
            if !processes.isAlive(process) {
                if let path = file.socketDirectory { SocketDirectory(path: path).remove() }
                return
            }
        }
        throw EmbeddedError.stopTimedOut(seconds: Int(configuration.stopTimeout.components.seconds))
    }

    /// Writes the files that say who may connect, and makes a running server read them.
    func admit(_ peers: [Identifier], _ server: ServerProcess?) throws {
        let known = try PeerList(path: layout.peers).add(peers)
        let files = try AccessFiles(
            superuser: configuration.roles.superuser, peers: known,
            systemUsers: [
                "root", ServiceAccount.defaultName, account.name, ServiceAccount.runningUserName,
            ])
        if try files.write(to: layout.cluster, owner: account), let server {
            processes.send(SIGHUP, to: server)
        }
    }
}
