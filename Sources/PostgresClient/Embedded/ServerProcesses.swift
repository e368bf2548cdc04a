internal import Glibc

/// Finds the PostgreSQL processes of one cluster among all processes.
///
/// A number in `postmaster.pid` proves nothing: after a restart of a container the same number is
/// somebody else's. A process is this cluster's when it runs as its account, is called `postgres`
/// and works in its directory; only such a process is ever sent a signal.
struct ServerProcesses: Sendable {
    let directory: String
    let account: ServiceAccount

    /// The process of that number if it is one of this cluster's and alive.
    func process(_ number: Int32) -> ServerProcess? {
        var owner = stat()
        guard lstat("/proc/\(number)", &owner) == 0, owner.st_uid == account.userID,
            let process = Self.living(number), worksInDirectory(number)
        else { return nil }
        return process
    }

    /// All living processes of this cluster, the postmaster included.
    func all() throws -> [ServerProcess] {
        try FileSystem.names(in: "/proc").compactMap(Int32.init).compactMap(process)
    }

    func isAlive(_ process: ServerProcess) -> Bool {
        Self.living(process.processID) == process
    }

    /// Sends `signal` if the process is still the one that was found.
    func send(_ signal: Int32, to process: ServerProcess) {
        if isAlive(process) { kill(process.processID, signal) }
    }

    /// A process called `postgres` that is neither dead nor waiting to be reaped.
    private static func living(_ number: Int32) -> ServerProcess? {
        guard let text = try? FileSystem.text(of: "/proc/\(number)/stat"),
            let nameStart = text.firstIndex(of: "("), let nameEnd = text.lastIndex(of: ")"),
            text[nameStart...nameEnd] == "(postgres)"
        else { return nil }
        let fields = text[nameEnd...].split(separator: " ")
        // After the name: the state, and eighteen fields later the start.
        guard fields.count > 20, fields[1] != "Z", fields[1] != "X", let ticks = UInt64(fields[20])
        else { return nil }
        return ServerProcess(processID: number, startTicks: ticks)
    }

    private func worksInDirectory(_ number: Int32) -> Bool {
        var ours = stat()
        var theirs = stat()
        guard stat(directory, &ours) == 0 else { return false }
        if stat("/proc/\(number)/cwd", &theirs) == 0 {
            return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
        }
        // Root in a container often lacks the right to look into other users' processes; the
        // account itself has it.
        guard errno == EACCES || errno == EPERM, !account.commandPrefix.isEmpty else {
            return false
        }
        let deadline = Deadline(after: .seconds(5), interruption: Interruption())
        let result = try? ChildProcess.run(
            ["/usr/bin/stat", "-L", "-c", "%d:%i", "/proc/\(number)/cwd"],
            as: account, until: deadline)
        return result?.output.split(separator: "\n").first == "\(ours.st_dev):\(ours.st_ino)"
    }
}
