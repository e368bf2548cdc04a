internal import Glibc
internal import Synchronization

/// A shell that runs a script which obeys commands line by line and answers each with one line.
///
/// The script's standard input and output are one end of a socket whose other end only this
/// process holds: when this process ends, however it ends, the script reads the end of the file
/// and cleans up.
final class Supervisor: Sendable {
    private let socket: Int32
    private let turn = Mutex(())

    /// - Parameter arguments: become `$1`, `$2` … in the script.
    init(script: String, arguments: [String]) throws {
        var ends: [Int32] = [0, 0]
        // Another child that inherited an end would keep it open after this process.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw TestSupportError.cannotStart("no socket")
        }
        socket = ends[0]
        // PostgreSQL refuses to run as root.
        let drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        let command =
            (geteuid() == 0 ? drop : []) + ["sh", "-c", script, "supervisor"] + arguments
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        Self.closeOthers(&actions)
        let pointers = command.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, command[0], &actions, nil, pointers, environ)
        close(ends[1])
        guard result == 0 else { throw TestSupportError.cannotStart(command[0]) }
    }

    deinit { close(socket) }

    /// Keeps the process's other descriptors from the script, which outlives whoever opened them:
    /// an end of a pipe that another test waits for would stay open until all tests are done.
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
        typealias CloseFrom =
            @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, 3)
    }

    /// Sends a command and waits for its answer.
    func perform(_ command: String) throws -> String {
        try turn.withLock { _ in
            let line = Array((command + "\n").utf8)
            guard send(socket, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
                throw TestSupportError.supervisorGone
            }
            var answer: [UInt8] = []
            var byte: UInt8 = 0
            while true {
                let count = read(socket, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1 else { throw TestSupportError.supervisorGone }
                if byte == UInt8(ascii: "\n") { break }
                answer.append(byte)
            }
            return String(decoding: answer, as: UTF8.self)
        }
    }
}
