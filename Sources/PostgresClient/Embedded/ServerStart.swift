internal import Glibc

/// One start of PostgreSQL, from an empty directory where need be.
struct ServerStart: Sendable {
    let control: ServerControl
    let socket: SocketDirectory
    /// The server's lock, held; no process of this cluster is alive.
    let lock: FileLock

    private var layout: ClusterLayout { control.layout }
    private var account: ServiceAccount { control.account }

    func run(until deadline: Deadline) throws -> RunningServer {
        let programs = try PostgresPrograms.find(
            for: layout, configuration: control.configuration, until: deadline)
        let initializer = ClusterInitializer(
            layout: layout, account: account, configuration: control.configuration)
        try initializer.removeDrafts(until: deadline)
        if !initializer.isInitialized {
            try initializer.initialize(programs, holding: lock, until: deadline)
        }
        try configure(programs, until: deadline)
        try socket.prepare(for: account)
        try socket.removeRemains()
        // Safe now: the lock says that nobody is alive who could have written it. PostgreSQL would
        // trip over it if its process number is in use again.
        unlink(layout.postmasterFile)
        try control.log.bound()
        let offset = control.log.size
        let access = try ClusterAccess(to: layout.cluster, for: account, until: deadline)
        let child = try ChildProcess.spawn(
            arguments(programs, directory: access.argument), as: account,
            output: control.log.open(), handing: [lock.descriptor, access.descriptor])
        do {
            return try awaitReady(child, logOffset: offset, until: deadline)
        } catch let error as CancellationError {
            kill(child.processID, SIGINT)
            throw error
        }
    }

    private func configure(_ programs: PostgresPrograms, until deadline: Deadline) throws {
        let settings = try ServerSettings(
            resources: .current(),
            supportsLZ4: programs.supportsLZ4(as: account, until: deadline),
            isCopied: CopyingCluster.isOne(layout.cluster),
            extra: control.configuration.settings)
        try FileSystem.replace(
            "\(layout.cluster)/countinghouse.conf", with: settings.text, owner: account)
        try control.admit(control.configuration.roles.peers, nil)
    }

    /// What must hold whatever `ALTER SYSTEM` says stands on the command line.
    private func arguments(_ programs: PostgresPrograms, directory: String) -> [String] {
        let fixed = [
            "listen_addresses=", "port=\(SocketDirectory.port)",
            "unix_socket_directories=\(socket.path)", "unix_socket_permissions=0700",
        ]
        return [programs.postgres, "-D", directory] + fixed.flatMap { ["-c", $0] }
    }

    private func awaitReady(
        _ child: ChildProcess, logOffset: Int64, until deadline: Deadline
    ) throws -> RunningServer {
        repeat {
            let exit = child.poll()
            if let file = try PostmasterFile.read(layout), file.status == .ready,
                file.processID == child.processID,
                let process = control.processes.process(file.processID)
            {
                return RunningServer(process: process, socketDirectory: socket, child: child)
            }
            if let exit {
                guard !exit.isKill else { throw ServerStartKilled() }
                throw EmbeddedError.startFailed(details: control.log.tail(after: logOffset))
            }
        } while try deadline.pause()
        // It is left alone: a long recovery goes on, and the next attempt finds it.
        throw EmbeddedError.startTimedOut(
            seconds: Int(control.configuration.startTimeout.components.seconds),
            details: control.log.tail(after: logOffset))
    }
}
