internal import CLibPQ
internal import Dispatch
internal import Glibc
internal import Synchronization

/// One operating system thread that runs jobs in order, so that blocking calls never hold a
/// thread of Swift's own pool.
///
/// The thread starts with its first job. After `stop()` it ends as soon as nothing is queued; a
/// job that arrives later still runs, on a new thread, so that no task can be left waiting.
package final class SerialThread: SerialExecutor, Sendable {
    /// Statements and row decoding need little; hundreds of connections should not reserve much.
    static let stackBytes = 512 << 10

    private enum Work {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct State {
        var work: [Work] = []
        var isRunning = false
        var isWaiting = false
        var isStopping = false
        var onExit: [@Sendable () -> Void] = []
    }

    /// At most 15 bytes, the limit of the kernel.
    private let name: String
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    package init(name: String) {
        self.name = String(name.prefix(15))
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        add(.job(UnownedJob(job)))
    }

    /// Runs a closure in turn with the jobs.
    func run(_ closure: @escaping @Sendable () -> Void) {
        add(.closure(closure))
    }

    /// Ends the thread once its queue is empty, then calls `onExit`; at once when it never ran.
    package func stop(onExit: @escaping @Sendable () -> Void = {}) {
        let (isRunning, isWaiting) = state.withLock { state in
            state.isStopping = true
            if state.isRunning { state.onExit.append(onExit) }
            defer { state.isWaiting = false }
            return (state.isRunning, state.isWaiting)
        }
        if isWaiting { wake.signal() }
        if !isRunning { onExit() }
    }

    private func add(_ work: Work) {
        let (mustStart, mustWake) = state.withLock { state in
            state.work.append(work)
            defer {
                state.isRunning = true
                state.isWaiting = false
            }
            return (!state.isRunning, state.isWaiting)
        }
        if mustStart { start() }
        if mustWake { wake.signal() }
    }

    private func loop() {
        var batch: [Work] = []
        while true {
            let mustExit = state.withLock { state in
                if state.work.isEmpty {
                    if state.isStopping { return true }
                    state.isWaiting = true
                    return false
                }
                swap(&state.work, &batch)
                return false
            }
            if mustExit { break }
            if batch.isEmpty {
                wake.wait()
                continue
            }
            for work in batch { perform(work) }
            batch.removeAll(keepingCapacity: true)
        }
        exit()
    }

    private func perform(_ work: Work) {
        switch work {
        case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
        case .closure(let closure): closure()
        }
    }

    /// Marks the thread as gone, or takes it back when work arrived at the last moment.
    private func exit() {
        let (callbacks, mustContinue) = state.withLock { state in
            guard state.work.isEmpty else { return ([@Sendable () -> Void](), true) }
            state.isRunning = false
            defer { state.onExit = [] }
            return (state.onExit, false)
        }
        if mustContinue { return loop() }
        for callback in callbacks { callback() }
    }

    private func start() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, SerialThread.stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(&thread, &attributes, SerialThread.entry, context)
        // Without a thread no statement could ever run again: the same as running out of memory.
        precondition(result == 0, "The system refuses another thread.")
    }

    private static let entry:
        @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
            { context in
                guard let context else { return nil }
                let thread = Unmanaged<SerialThread>.fromOpaque(context).takeRetainedValue()
                _ = countinghouse_name_thread(thread.name)
                thread.loop()
                return nil
            }
}
