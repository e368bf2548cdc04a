internal import Glibc
internal import Synchronization

/// A program that was started in a session of its own, so that a terminal's Ctrl-C passes it by.
///
/// It starts with an empty environment but for what is given here (a stray `PGDATA` or `PGPORT`
/// would mislead PostgreSQL), in `/`, with default signal handling and without any of our open
/// files but the ones handed over.
final class ChildProcess: Sendable {
    /// How a program ended: the number of `waitpid`.
    struct Exit: Sendable, Equatable {
        let rawStatus: Int32

        var isSuccess: Bool { rawStatus == 0 }
        var isKill: Bool { rawStatus & 0x7f == SIGKILL }
    }

    /// What a program that ran to its end left.
    struct Result: Sendable {
        let exit: Exit
        /// The first part of what it wrote to either output.
        let output: String

        var isSuccess: Bool { exit.isSuccess }
    }

    let processID: pid_t
    private let exit = Mutex<Exit?>(nil)

    private init(processID: pid_t) {
        self.processID = processID
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: the program's absolute path and its arguments.
    ///   - account: the account to run it under; nil for this process's own user.
    ///   - output: where both of its outputs go.
    ///   - handed: descriptors it and all its children keep open, numbered from 3.
    static func spawn(
        _ arguments: [String], as account: ServiceAccount?, output: Descriptor,
        handing handed: [Descriptor] = []
    ) throws -> ChildProcess {
        let command = (account?.commandPrefix ?? []) + arguments
        guard let program = command.first else { throw SystemFailure("run", "", code: EINVAL) }
        let plan = try SpawnPlan(output: output.number, handed: handed.map(\.number))
        return ChildProcess(processID: try plan.run(program, command))
    }

    /// Runs a program to its end and collects what it wrote; it is killed at the deadline.
    static func run(
        _ arguments: [String], as account: ServiceAccount?, handing handed: [Descriptor] = [],
        until deadline: Deadline
    ) throws -> Result {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemFailure("create", "pipe") }
        let reader = try Descriptor(adopting: ends[0])
        var writer: Descriptor? = try Descriptor(adopting: ends[1])
        guard let output = writer, fcntl(reader.number, F_SETFL, O_NONBLOCK) == 0,
            fcntl(reader.number, F_SETFD, FD_CLOEXEC) == 0,
            fcntl(output.number, F_SETFD, FD_CLOEXEC) == 0
        else { throw SystemFailure("prepare", "pipe") }
        let child = try spawn(arguments, as: account, output: output, handing: handed)
        writer = nil
        var text: [UInt8] = []
        do {
            while true {
                // The order matters: what was written before the end is read after it.
                let exit = child.poll()
                drain(reader, into: &text)
                if let exit {
                    return Result(exit: exit, output: String(decoding: text, as: UTF8.self))
                }
                guard try deadline.pause() else {
                    throw SystemFailure("run", arguments.first ?? "", code: ETIMEDOUT)
                }
            }
        } catch {
            child.killSession()
            throw error
        }
    }

    private static func drain(_ reader: Descriptor, into text: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(reader.number, &chunk, chunk.count)
            guard count > 0 else { return }
            if text.count < 65_536 { text.append(contentsOf: chunk[..<count]) }
        }
    }

    /// How the program ended, nil while it runs; collects it when it has.
    func poll() -> Exit? {
        exit.withLock { known in
            if known == nil {
                var status: Int32 = 0
                let answer = waitpid(processID, &status, WNOHANG)
                if answer == processID { known = Exit(rawStatus: status) }
                // Somebody else collected it: it ended, nobody knows how.
                if answer < 0 && errno == ECHILD { known = Exit(rawStatus: -1) }
            }
            return known
        }
    }

    /// Kills the program and its children and collects it.
    private func killSession() {
        guard poll() == nil else { return }
        kill(-processID, SIGKILL)
        kill(processID, SIGKILL)
        var status: Int32 = 0
        exit.withLock { known in
            while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
            known = Exit(rawStatus: status)
        }
    }
}
