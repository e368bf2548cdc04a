internal import Glibc

/// Gets rid of server processes that outlived their postmaster, which hold its shared memory and
/// keep a new one from starting.
///
/// They usually notice and end by themselves at once; one deep in a query does not.
struct OrphanRemoval {
    /// What to do when, counted from the first time orphans stood in the way.
    private static let steps: [(after: Duration, signal: Int32)] = [
        (.seconds(1), SIGQUIT), (.seconds(6), SIGKILL),
    ]
    /// Only processes that cannot be seen from here hold out longer.
    private static let patience: Duration = .seconds(30)

    private let processes: ServerProcesses
    private var since: ContinuousClock.Instant?
    private var stepsDone = 0

    init(_ processes: ServerProcesses) {
        self.processes = processes
    }

    /// Takes the next step if it is time for it.
    mutating func proceed() throws {
        let begin = since ?? .now
        since = begin
        let waited = ContinuousClock.now - begin
        if stepsDone < Self.steps.count, waited >= Self.steps[stepsDone].after {
            for process in try processes.all() {
                processes.send(Self.steps[stepsDone].signal, to: process)
            }
            stepsDone += 1
        }
        if waited > Self.patience {
            throw EmbeddedError.heldElsewhere(path: processes.directory)
        }
    }
}
