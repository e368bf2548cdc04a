import Glibc

/// Starts other programs.
enum Spawn {
    /// Starts a program found in `PATH`.
    ///
    /// - Parameter environment: set on top of this process's own.
    static func start(
        _ command: [String], environment: [String: String] = [:], input: Int32? = nil,
        output: Int32, errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        resetSignals(&attributes)
        let arguments = command.map { strdup($0) } + [nil]
        let variables = merged(environment).map { strdup($0) } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, command[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw BenchError.cannotStart(command[0]) }
        return process
    }

    /// The status of a process that has ended; nil while it runs.
    static func status(of process: pid_t, wait: Bool = false) -> Int32? {
        var status: Int32 = 0
        let result = waitpid(process, &status, wait ? 0 : WNOHANG)
        guard result == process else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// The threads of Swift's pool block signals, and this process ignores SIGPIPE; programs that
    /// end themselves by a timer's signal would inherit both.
    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var changed = sigset_t()
        sigemptyset(&changed)
        sigaddset(&changed, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &changed)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    }

    private static func merged(_ changes: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if changes[String(name)] == nil { variables.append(text) }
            next += 1
        }
        return variables + changes.map { "\($0.key)=\($0.value)" }
    }
}
