import Dispatch
import Glibc
import Synchronization

/// Runs another program to its end, within a time and with a bound on its memory.
struct ChildProgram: Sendable {
    struct Result: Sendable, Equatable {
        let status: Int32
        /// The first part of what it wrote to either output.
        let output: String
    }

    private static let pauseMilliseconds: Int32 = 100
    private static let outputBytesMax = 16 << 10
    /// Sets a limit and becomes the program; of the packages that every Debian has.
    private static let limiter = "/usr/bin/prlimit"

    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"]

    let command: [String]
    /// Of address space, which is more than what is used.
    let memoryBytesMax: Int
    let timeLimit: Duration

    /// - Returns: nil when it was not done in time.
    /// - Throws: `ExportError.typstFailed` when it cannot be started; `CancellationError`.
    func run() async throws -> Result? {
        let isCancelled = Mutex(false)
        let ending: Swift.Result<Result?, ExportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Waiting blocks, so it has a thread of its own.
                DispatchQueue(label: "child").async {
                    continuation.resume(
                        returning: Swift.Result { () throws(ExportError) -> Result? in
                            try self.runBlocking { isCancelled.withLock { $0 } }
                        })
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
        try Task.checkCancellation()
        return try ending.get()
    }

    private func runBlocking(_ isCancelled: () -> Bool) throws(ExportError) -> Result? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ExportOutput.failure() }
        let (reader, writer) = (ends[0], ends[1])
        defer { close(reader) }
        _ = fcntl(reader, F_SETFD, FD_CLOEXEC)
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        _ = fcntl(writer, F_SETFD, FD_CLOEXEC)
        let process: pid_t
        do throws(ExportError) { process = try spawn(output: writer) } catch {
            close(writer)
            throw error
        }
        close(writer)
        return wait(for: process, reader, isCancelled)
    }

    private func wait(
        for process: pid_t, _ reader: Int32, _ isCancelled: () -> Bool
    ) -> Result? {
        let end = ContinuousClock.now + timeLimit
        var text: [UInt8] = []
        while true {
            var place = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            poll(&place, 1, Self.pauseMilliseconds)
            let isOver = Self.drain(reader, into: &text)
            var status: Int32 = 0
            if waitpid(process, &status, isOver ? 0 : WNOHANG) == process {
                _ = Self.drain(reader, into: &text)
                let signal = status & 0x7F
                return Result(
                    status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
                    output: String(decoding: text, as: UTF8.self))
            }
            if isCancelled() || ContinuousClock.now > end {
                kill(-process, SIGKILL)
                kill(process, SIGKILL)
                while waitpid(process, &status, 0) < 0 && errno == EINTR {}
                return nil
            }
        }
    }

    /// Returns whether nothing more will come.
    private static func drain(_ reader: Int32, into text: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(reader, &chunk, chunk.count)
            if count == 0 { return true }
            if count < 0 { return errno != EAGAIN && errno != EINTR }
            if text.count < outputBytesMax { text.append(contentsOf: chunk[..<count]) }
        }
    }

    private func spawn(output: Int32) throws(ExportError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        Self.prepare(&attributes)
        let limited =
            access(Self.limiter, X_OK) == 0
            ? [Self.limiter, "--as=\(memoryBytesMax)", "--"] + command : command
        let arguments = limited.map { strdup($0) } + [nil]
        let environment = Self.environment.map { strdup($0) } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(
            &process, limited[0], &actions, &attributes, arguments, environment)
        guard code == 0 else {
            throw .typstFailed("\(command[0]) does not start: \(String(cString: strerror(code)))")
        }
        return process
    }

    /// A session of its own, which can be ended as a whole, and the usual signals.
    private static func prepare(_ attributes: inout posix_spawnattr_t) {
        // glibc's value; its headers show the name to GNU sources only.
        let newSession: Int16 = 0x80
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | newSession)
    }
}
