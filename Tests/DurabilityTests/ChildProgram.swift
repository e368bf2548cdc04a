import Glibc
import Synchronization

/// A program in a process group of its own, as a terminal starts it. Its outputs go to files; the
/// end of its standard input is ours to give.
final class ChildProgram: Sendable {
    /// How a program ended.
    struct Exit: Equatable, CustomStringConvertible {
        let rawStatus: Int32

        /// Nil when a signal ended it.
        var status: Int32? { rawStatus & 0x7f == 0 ? (rawStatus >> 8) & 0xff : nil }
        var isKill: Bool { rawStatus & 0x7f == SIGKILL }
        var isSuccess: Bool { rawStatus == 0 }
        var description: String {
            status.map { "exit status \($0)" } ?? "signal \(rawStatus & 0x7f)"
        }
    }

    let processID: pid_t
    let outputPath: String
    let errorPath: String
    private let input: Int32
    private let state = Mutex<(exit: Exit?, isInputOpen: Bool)>((nil, true))

    /// - Parameters:
    ///   - command: the absolute path of the program and its arguments.
    ///   - environment: all of it, `NAME=value`.
    ///   - output: the path of the files for its outputs, without `.out` and `.err`.
    init(_ command: [String], environment: [String], directory: String, output: String) throws {
        outputPath = "\(output).out"
        errorPath = "\(output).err"
        var ends: [Int32] = [-1, -1]
        // Another child that inherited our end would keep it open.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw TestProblem("no socket") }
        defer { close(ends[0]) }
        input = ends[1]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorPath, flags, 0o600)
        let inDirectory = ["/usr/bin/env", "-C", directory] + command
        processID = try Self.spawn(inDirectory, environment, &actions)
    }

    deinit { closeInput() }

    private static func spawn(
        _ command: [String], _ environment: [String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // What the tests' process ignores its children must not.
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, command[0], &actions, &attributes, arguments, variables)
        guard code == 0 else {
            throw TestProblem("cannot start \(command[0]): \(String(cString: strerror(code)))")
        }
        return process
    }

    var output: String { TextFile.read(outputPath) }
    var errors: String { TextFile.read(errorPath) }
    var isRunning: Bool { poll() == nil }

    /// How it ended; nil while it runs.
    func poll() -> Exit? {
        state.withLock { state in
            if state.exit == nil {
                var status: Int32 = 0
                if waitpid(processID, &status, WNOHANG) == processID {
                    state.exit = Exit(rawStatus: status)
                }
            }
            return state.exit
        }
    }

    /// Sends a signal, to its whole group as a terminal does if asked to.
    func send(_ signal: Int32, toGroup: Bool = false) {
        // A process that was not collected yet keeps its number: it is never somebody else's.
        if poll() == nil { kill(toGroup ? -processID : processID, signal) }
    }

    func closeInput() {
        let isOpen = state.withLock { state in
            defer { state.isInputOpen = false }
            return state.isInputOpen
        }
        if isOpen { close(input) }
    }

    /// Waits for its end.
    func end(within limit: Duration = .seconds(60)) async throws -> Exit {
        guard try await Patience.until(limit, { self.poll() != nil }), let exit = poll() else {
            throw TestProblem("process \(processID) does not end: \(errors.suffix(500))")
        }
        return exit
    }

    /// Kills it as a crash would and waits until it is gone.
    @discardableResult
    func killAtOnce() async throws -> Exit {
        send(SIGKILL)
        return try await end()
    }
}
