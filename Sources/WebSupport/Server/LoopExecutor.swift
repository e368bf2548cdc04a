import NIOCore

/// Runs a task on the thread that reads and writes its connection, so that an answer that is at
/// hand goes out without another thread being woken for it.
///
/// What takes longer does not belong there: the thread's other connections would wait for it.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
